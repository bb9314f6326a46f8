// /api/ticket: what the gate would say of a ticket now, for a signed-in operator. In: a call. Out: the look, or why none.
import { z } from 'zod';
import { ticketSchema } from '#server/adapters/link/link-schema.ts';
import { type Handler, plain } from './api-answer.ts';
import { queryOf } from './list-query.ts';

/** A look is about this moment or about nothing. */
const LOOK_WITHIN_MS = 1_500;

const wholeNumber = z
  .string()
  .regex(/^\d{1,9}$/, 'not a whole number')
  .transform(Number);

/** Numbers stand as text in an address. */
const ticketQuery = z.looseObject({ price: wholeNumber, count: wholeNumber }).pipe(ticketSchema);

/** Nothing is sent or written: 401 signed out, 400 with the field, 404 for a market not followed, 503 without the engine. */
export const lookAtTicket: Handler = async (call) => {
  const { session, context } = call;
  if (session === null) return plain(401, 'signed-out', 'sign in first');
  const parsed = ticketQuery.safeParse(queryOf(call));
  if (!parsed.success) return plain(400, 'bad-query', z.prettifyError(parsed.error));
  const look = await context.engine.lookAtTicket(parsed.data, LOOK_WITHIN_MS);
  if (look === 'no-answer')
    return plain(503, 'engine-down', 'the engine does not answer: the gate cannot be asked now');
  if (look === null) return plain(404, 'not-followed', 'the engine does not follow this market');
  return { status: 200, body: { ok: true, look } };
};
