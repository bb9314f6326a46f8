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
});

/** Asked again and again until it is ready; 409 while the replay of another session is under way. */
export const readMoment: Handler = async (call) => {
  if (call.session === null) return plain(401, 'signed-out', 'sign in first');
  const wish = wishQuery.safeParse(queryOf(call));
  if (!wish.success) return plain(400, 'bad-moment', z.prettifyError(wish.error));
  if (wish.data.at > call.context.clock.wall())
    return plain(400, 'bad-moment', 'at: this moment has not been yet');
  const moment = call.context.moments.ask(wish.data, call.session.tokenHash);
  if (moment === null)
    return plain(409, 'replaying', 'another session replays the journal now: try again shortly');
  return { status: 200, body: { ok: true, moment } satisfies MomentReply };
};
