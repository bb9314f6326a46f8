// /api/incidents: stored incidents by page, for a signed-in operator. In: a call. Out: incidents, or why none.
import { z } from 'zod';
import type { IncidentListReply } from '#lib/wire/incidents-http.ts';
import { type Handler, plain } from './api-answer.ts';
import { cursorSchema, cursorText, queryOf } from './list-query.ts';

/** Rows of one page. */
const PAGE = 50;

const query = z.strictObject({ after: cursorSchema.nullable().default(null) });

/** Stored incidents by their begin, newest first: 401 signed out, 400 names what is wrong, 503 without a database. */
export const listIncidents: Handler = async (call) => {
  const { session, context, path } = call;
  if (session === null) return plain(401, 'signed-out', 'sign in first');
  const page = query.safeParse(queryOf(call));
  if (!page.success) return plain(400, 'bad-page', z.prettifyError(page.error));
  try {
    const { rows, unreadable, next } = await context.incidents.listIncidents({
      ...{ after: page.data.after, limit: PAGE },
    });
    const body = { ok: true, rows, unreadable, next: cursorText(next) } satisfies IncidentListReply;
    return { status: 200, body };
  } catch (error) {
    context.log.error({ path, error: String(error) }, 'incidents cannot be read');
    return plain(
      503,
      'store-down',
      'the database does not answer: earlier incidents cannot be read now',
    );
  }
};
