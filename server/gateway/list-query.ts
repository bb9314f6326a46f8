// The query of a stored list. In: a request's address. Out: filters and cursor, or why they cannot be read.
import { z } from 'zod';
import { ORDER_PHASES } from '#lib/domain/order-phase.ts';
import type { Cursor } from '#server/ports/order-store.ts';
import type { ApiCall } from './api-answer.ts';

/** "<Unix ms>_<id>": a place that stays where it is while newer rows come. */
export const cursorSchema = z
  .string()
  .regex(/^\d{1,15}_[\w-]{1,128}$/)
  .transform((text): Cursor => {
    const cut = text.indexOf('_');
    return { at: Number(text.slice(0, cut)), id: text.slice(cut + 1) };
  });

const ticker = z.string().regex(/^[\w.-]{1,128}$/);
const purpose = z.enum(['enter', 'exit']);

/** Filters that fills have; they are told apart by a number. */
export const fillQuery = z.strictObject({
  after: cursorSchema
    .refine(({ id }) => /^\d{1,15}$/.test(id), 'not a place in the list of fills')
    .nullable()
    .default(null),
  ticker: ticker.nullable().default(null),
  purpose: purpose.nullable().default(null),
});

/** Filters that orders have. */
export const orderQuery = fillQuery.extend({
  after: cursorSchema.nullable().default(null),
  phase: z.enum(ORDER_PHASES).nullable().default(null),
});

/** The cursor as the next request names it. */
export function cursorText(cursor: Cursor | null): string | null {
  return cursor === null ? null : `${cursor.at}_${cursor.id}`;
}

/** Name and value of everything after the question mark. */
export function queryOf(call: Pick<ApiCall, 'request'>): Readonly<Record<string, string>> {
  return Object.fromEntries(new URL(call.request.url ?? '/', 'http://console').searchParams);
}
