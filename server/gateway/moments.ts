// /api/replay: what was known at a past moment, for a signed-in operator. In: instant, event, market. Out: the frame, or how far it is.
import { z } from 'zod';
import type { MomentReply } from '#lib/wire/moment-http.ts';
import { type Handler, plain } from './api-answer.ts';
import { queryOf } from './list-query.ts';

const wishQuery = z.strictObject({
  at: z
    .string()
    .regex(/^\d{1,15}$/, 'not an instant in Unix ms')
    .transform(Number),
  event: z
    .string()
    .regex(/^[1-9]\d{0,14}$/, 'not an event number')
    .transform(Number)
    .nullable()
    .default(null),
  ticker: z.string().regex(/^[\w.-]{1,128}$/, 'not a market ticker'),
  page: z
    .string()
    .regex(/^[\w-]{8,64}$/, 'not the id of a page')
    .optional(),
});

/** Asked again and again until it is ready; 409 while the replay of another session or page is under way. */
export const readMoment: Handler = async (call) => {
  if (call.session === null) return plain(401, 'signed-out', 'sign in first');
  const wish = wishQuery.safeParse(queryOf(call));
  if (!wish.success) return plain(400, 'bad-moment', z.prettifyError(wish.error));
  const { page, ...moment } = wish.data;
  if (moment.at > call.context.clock.wall())
    return plain(400, 'bad-moment', 'at: this moment has not been yet');
  // Two pages of one login wish for two moments: each is an asker of its own, or they would end each other's walks.
  const { tokenHash } = call.session;
  const asker = page === undefined ? tokenHash : `${tokenHash} ${page}`;
  const answer = call.context.moments.ask(moment, asker);
  if (answer === null)
    return plain(409, 'replaying', 'another page replays the journal now: this one waits for it');
  return { status: 200, body: { ok: true, moment: answer } satisfies MomentReply };
};
