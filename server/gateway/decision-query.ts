// The query of a search in the decisions. In: name and value of a request's address. Out: filter and cursor, or what is wrong.
import { z } from 'zod';
import { SERIES } from '#lib/domain/market.ts';
import { DECISION_KINDS } from '#lib/wire/decisions-http.ts';

/** The id of a decision. */
export const idSchema = z.string().regex(/^[\w-]{1,64}$/, 'not the id of a decision');

const oneTicker = z.string().regex(/^[\w.-]{1,128}$/, 'not a market ticker');
const ticker = oneTicker.nullable().default(null);
/** Unix ms. */
const instant = z
  .string()
  .regex(/^\d{1,15}$/, 'not an instant in Unix ms')
  .transform(Number);
const maybeInstant = instant.nullable().default(null);

/** A ticker or a part of one; a strike may be written as the desk writes it: "> 84,899.99". */
const tickerPart = z
  .string()
  .transform((text) => text.replaceAll(/[\s$,≥>]/g, ''))
  .pipe(oneTicker);

/** Everything a list of decisions may be narrowed by; what is not named is null. */
export const decisionFilterQuery = z
  .strictObject({
    ticker: tickerPart.nullable().default(null),
    series: z.enum(SERIES).nullable().default(null),
    kind: z.enum(DECISION_KINDS).nullable().default(null),
    check: z
      .string()
      .regex(/^[\w-]{1,64}$/, 'not the id of a check')
      .nullable()
      .default(null),
    from: maybeInstant,
    to: maybeInstant,
    text: z
      .string()
      .trim()
      .toLowerCase()
      .regex(/^[\w.:-]{1,128}$/, 'ids are letters, digits and . _ : - alone')
      .nullable()
      .default(null),
  })
  .refine(({ from, to }) => from === null || to === null || from < to, {
    path: ['to'],
    message: 'the span ends before it begins',
  });

/** The same with the last decision of the page before. */
export const decisionPageQuery = decisionFilterQuery.safeExtend({
  after: idSchema.nullable().default(null),
});

/** A moment, between two events where `event` is named. */
export const nearQuery = z.strictObject({
  at: instant,
  event: z
    .string()
    .regex(/^\d{1,15}$/, 'not an event number')
    .transform(Number)
    .default(0),
  ticker,
});

/** A market. */
export const lifeQuery = z.strictObject({ ticker: oneTicker });

/** A span of offers. */
export const offerQuery = z.strictObject({ from: maybeInstant, to: maybeInstant });
