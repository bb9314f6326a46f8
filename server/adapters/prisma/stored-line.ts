// Decoder of one line of the list of decisions, and of an offer. In: rows of SQL. Out: lines for the console.
import { z } from 'zod';
import { APPROVAL_STATES } from '#lib/domain/approval.ts';
import { averagePrice } from '#lib/domain/average-price.ts';
import { VERDICTS } from '#lib/domain/verdict.ts';
import type { DecidedTrade, DecisionLine, OfferEnd, OfferLine } from '#lib/wire/decisions-http.ts';
import { settledOf } from './read-settled.ts';

const side = z.enum(['bid', 'ask']);
const purpose = z.enum(['enter', 'exit']);
const settled = { memo: z.string().nullable(), yes: z.boolean().nullable() };

const candidate = z.object({
  side,
  price: z.number(),
  count: z.number(),
  style: z.enum(['take', 'make']),
  feePerContract: z.number(),
  rawEdge: z.number(),
  fairProbability: z.number(),
});
const intent = z.object({ side, price: z.number(), count: z.number(), purpose });

const end = z.object({
  id: z.string(),
  state: z.enum(APPROVAL_STATES),
  raisedAt: z.number(),
  answeredAt: z.number().nullable(),
  answeredBy: z.string().nullable(),
});

const line = z.object({
  ...{ id: z.string(), ticker: z.string(), at: z.number(), eventSeq: z.number() },
  verdict: z.enum(VERDICTS),
  sentence: z.string(),
  stoppedBy: z.array(z.string()),
  candidate: candidate.nullable().catch(null),
  intent: intent.nullable().catch(null),
  offer: end.nullable().catch(null),
  ...settled,
});

type Row = z.infer<typeof line>;

/** What the gate priced; where only an order is kept, its terms without a fee. */
function tradeOf({ candidate: priced, intent: meant, verdict }: Row): DecidedTrade | null {
  const wanted = meant?.purpose ?? (verdict === 'exit' ? 'exit' : 'enter');
  if (priced !== null) {
    const { rawEdge: _, fairProbability: __, ...terms } = priced;
    return { ...terms, averagePrice: averagePrice(priced), purpose: wanted };
  }
  if (meant === null) return null;
  const { side: book, price, count } = meant;
  const unknown = { averagePrice: null, feePerContract: null, style: null };
  return { side: book, price, count, ...unknown, purpose: wanted };
}

/** A row of the list. Parts that another build wrote in a form of its own read as not there. */
export const storedLine: z.ZodType<DecisionLine> = line.transform((row) => {
  const { id, ticker, at, eventSeq, verdict, sentence, stoppedBy, offer } = row;
  return {
    ...{ id, ticker, at, eventSeq, verdict, sentence, stoppedBy, offer },
    trade: tradeOf(row),
    settled: settledOf(row.memo, row.yes),
  };
});

/** An offer as it stands last. Fee and mean are those its decision priced; null once that decision is gone. */
export const storedOffer: z.ZodType<OfferLine> = z
  .object({
    approval: z.object({
      ...end.shape,
      decisionId: z.string(),
      ticker: z.string(),
      side,
      limitPrice: z.number(),
      count: z.number(),
      intent: z.object({ postOnly: z.boolean(), purpose }),
      reason: z.string().nullable(),
    }),
    candidate: candidate.nullable().catch(null),
    ...settled,
  })
  .transform(({ approval, candidate: priced, memo, yes }) => {
    const { id, state, raisedAt, answeredAt, decisionId, ticker, answeredBy, reason } = approval;
    const isQuote = approval.intent.postOnly;
    const last: OfferEnd = { id, state, raisedAt, answeredAt, answeredBy };
    return {
      ...last,
      ...{ decisionId, ticker, reason },
      trade: {
        ...{ side: approval.side, price: approval.limitPrice, count: approval.count },
        averagePrice: priced === null ? null : averagePrice(priced),
        feePerContract: priced?.feePerContract ?? null,
        purpose: approval.intent.purpose,
        style: isQuote ? ('make' as const) : ('take' as const),
      },
      settled: settledOf(memo, yes),
    };
  });
