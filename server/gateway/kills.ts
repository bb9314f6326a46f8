// /api/kills: kills that were latched, for a signed-in operator. In: a call. Out: kills with their steps, or why none.
import { type Handler, plain } from './api-answer.ts';

/** So many are told; a kill is a rare thing. */
const KILLS = 50;

/** Every stored kill, newest first: 401 signed out, 503 without a database. */
export const listKills: Handler = async ({ session, context, path }) => {
  if (session === null) return plain(401, 'signed-out', 'sign in first');
  try {
    return { status: 200, body: { ok: true, kills: await context.kills.listKills(KILLS) } };
  } catch (error) {
    context.log.error({ path, error: String(error) }, 'kills cannot be read');
    return plain(
      503,
      'store-down',
      'the database does not answer: earlier kills cannot be read now',
    );
  }
};
