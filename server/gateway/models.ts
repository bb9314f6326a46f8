// /api/models: what model folders say of themselves, and scores on settled markets. In: a signed-in call. Out: JSON, or why none.
import { z } from 'zod';
import { environmentOf } from '#lib/domain/settled-quote.ts';
import type { ModelPapersReply } from '#lib/wire/models-http.ts';
import { type Handler, plain } from './api-answer.ts';
import { scoresReply } from './models/scores-reply.ts';

const wishSchema = z.strictObject({
  from: z
    .string()
    .regex(/^\d{1,15}$/, 'must be Unix milliseconds')
    .transform(Number)
    .optional(),
});

const SIGNED_OUT = plain(401, 'signed-out', 'sign in first');

/** Manifest and card of every model folder as it lies on disk now: 401 signed out. */
export const listModels: Handler = async ({ session, context }) => {
  if (session === null) return SIGNED_OUT;
  const body: ModelPapersReply = { ok: true, models: context.modelPapers.list() };
  return { status: 200, body: { ...body } };
};

/** Scores from stored settled quotes of this mode's environment: 400 naming a bad field, 503 without a database. */
export const modelScores: Handler = async ({ session, context, request, path }) => {
  if (session === null) return SIGNED_OUT;
  const { searchParams } = new URL(request.url ?? '/', 'http://console');
  const parsed = wishSchema.safeParse(Object.fromEntries(searchParams));
  if (!parsed.success) return plain(400, 'bad-span', z.prettifyError(parsed.error));
  const wish = { environment: environmentOf(context.mode), from: parsed.data.from ?? null };
  try {
    const read = await context.quotes.readQuotes(wish);
    return { status: 200, body: { ...scoresReply(read, wish, context.clock.wall()) } };
  } catch (error) {
    context.log.error({ path, error: String(error) }, 'settled quotes cannot be read');
    return plain(
      503,
      'store-down',
      'the database does not answer: settled quotes cannot be read now',
    );
  }
};
