// Decoders of what the store reads back. A row that does not fit stops recovery (F88): missing is not zero.
import { z } from 'zod';
import { APPROVAL_STATES, type Approval } from '#lib/domain/approval.ts';
import type { CheckCount } from '#lib/domain/census.ts';
import { count, signedCount } from '#lib/domain/count.ts';
import {
  approvalId,
  clientOrderId,
  decisionId,
  eventTicker,
  marketTicker,
  orderGroupId,
  sha256Hex,
  tradeId,
  venueOrderId,
} from '#lib/domain/ids.ts';
import { INCIDENT_SEVERITIES, type Incident } from '#lib/domain/incident.ts';
import { wallMs } from '#lib/domain/instant.ts';
import type { KillLatch } from '#lib/domain/kill.ts';
import { ACCOUNTS, type LedgerTransaction } from '#lib/domain/ledger.ts';
import type { ModelSwitch } from '#lib/domain/model-switch.ts';
import { money } from '#lib/domain/money.ts';
import {
  ORDER_STATES,
  type Order,
  type OrderIntent,
  type OrderRequest,
} from '#lib/domain/order.ts';
import { price } from '#lib/domain/price.ts';
import { probability } from '#lib/domain/probability.ts';
import type { FillReport } from '#lib/domain/report.ts';
import { ENVIRONMENTS, type SettledQuote } from '#lib/domain/settled-quote.ts';
import { exactNumber } from './storable.ts';

const instant = z.number().transform(wallMs);
const integer = z.bigint().transform(exactNumber);
const contracts = z.number().transform(count);
const unitPrice = z.number().transform(price);
const ticker = z.string().transform(marketTicker);
const side = z.enum(['bid', 'ask']);
/** A reason for asking the operator. */
export const storedFlag = z.object({
  id: z.enum(['size', 'low-confidence', 'far-from-market', 'first-of-day', 'every-trade']),
  text: z.string(),
});

const intentFields = {
  decisionId: z.string().transform(decisionId),
  ticker,
  purpose: z.enum(['enter', 'exit']),
  side,
  price: unitPrice,
  count: contracts,
  timeInForce: z.enum(['immediate_or_cancel', 'good_till_canceled']),
  postOnly: z.boolean(),
  reduceOnly: z.boolean(),
  expiresAt: instant.nullable(),
  shard: z.int(),
};
/** What the gate wanted to send. */
export const storedIntent: z.ZodType<OrderIntent> = z.object(intentFields);
/** What was told, or was to be told, to the venue. */
export const storedRequest: z.ZodType<OrderRequest> = z.object({
  ...intentFields,
  clientOrderId: z.string().transform(clientOrderId),
  orderGroupId: z.string().transform(orderGroupId),
  approvalId: z.string().transform(approvalId).nullable(),
  selfTradePrevention: z.literal('taker_at_cross'),
  cancelOnPause: z.literal(true),
  payloadHash: z.string().transform(sha256Hex),
});

/** A row of `orders`. */
export const storedOrder: z.ZodType<Order> = z
  .object({
    request: storedRequest,
    state: z.enum(ORDER_STATES),
    venueOrderId: z.string().transform(venueOrderId).nullable(),
    filled: integer.transform(count),
    claimed: integer.transform(count),
    cut: integer.transform(count),
    remaining: integer.transform(count),
    filledNotional: integer.transform(money),
    fees: integer.transform(money),
    renewedAtMs: integer.transform(wallMs).nullable(),
    renewedUntilMs: integer.transform(wallMs).nullable(),
    sureUntilMs: integer.transform(wallMs).nullable(),
    createdAtMs: integer.transform(wallMs),
    updatedAtMs: integer.transform(wallMs),
    note: z.string(),
  })
  .transform(({ createdAtMs, updatedAtMs, ...row }) => {
    const { renewedAtMs, renewedUntilMs, sureUntilMs, ...order } = row;
    const isRenewed = renewedAtMs !== null && renewedUntilMs !== null && sureUntilMs !== null;
    const renewal = isRenewed
      ? { askedAt: renewedAtMs, expiresAt: renewedUntilMs, sureUntil: sureUntilMs }
      : null;
    return { ...order, renewal, createdAt: createdAtMs, updatedAt: updatedAtMs };
  });

/** A row of `fills`. */
export const storedFill: z.ZodType<FillReport> = z
  .object({
    tradeId: z.string().transform(tradeId),
    venueOrderId: z.string().transform(venueOrderId),
    clientOrderId: z.string().transform(clientOrderId).nullable(),
    ticker,
    side,
    price: integer.transform(price),
    count: integer.transform(count),
    isTaker: z.boolean(),
    fee: integer.transform(money),
    venueAtMs: integer.transform(wallMs),
    source: z.enum(['stream', 'read']),
  })
  .transform(({ venueAtMs, ...fill }) => ({ kind: 'fill', ...fill, venueAt: venueAtMs }));

/** A row of `ledger_transactions` with its entries. */
export const storedTransaction: z.ZodType<LedgerTransaction> = z
  .object({
    id: z.string(),
    atMs: integer.transform(wallMs),
    kind: z.enum(['opening', 'fill', 'settlement', 'correction', 'transfer']),
    ticker: ticker.nullable(),
    contracts: integer.transform(signedCount),
    memo: z.string(),
    entries: z.array(
      z.object({
        account: z.enum(ACCOUNTS),
        ticker: ticker.nullable(),
        amount: integer.transform(money),
      }),
    ),
  })
  .transform(({ atMs, ...transaction }) => ({ ...transaction, at: atMs }));

/** The JSON of an approval version. */
export const storedApproval: z.ZodType<Approval> = z.object({
  id: z.string().transform(approvalId),
  decisionId: z.string().transform(decisionId),
  ticker,
  state: z.enum(APPROVAL_STATES),
  version: z.int(),
  intent: storedIntent,
  side,
  limitPrice: unitPrice,
  count: contracts,
  edge: z.number(),
  fairProbability: z.number(),
  marketProbability: z.number(),
  flags: z.array(storedFlag),
  shownHash: z.string().transform(sha256Hex),
  raisedAt: instant,
  expiresAt: instant,
  answeredBy: z.string().nullable(),
  answeredAt: instant.nullable(),
  reason: z.string().nullable(),
});

const chance = z.number().transform(probability);

/** The JSON of a settled quote. */
export const storedQuote: z.ZodType<SettledQuote> = z.object({
  environment: z.enum(ENVIRONMENTS),
  ticker,
  event: z.string().transform(eventTicker),
  bucketSeconds: z.int(),
  closeAt: instant,
  at: instant,
  mid: chance,
  tree: chance.nullable().exactOptional(),
  sequence: chance.nullable().exactOptional(),
  model: chance,
  calibrated: chance,
  blended: chance,
  nearest: z.boolean(),
  yes: z.boolean(),
  pit: chance.nullable(),
  residual: z.number().nullable(),
});

/** The JSON of the census. */
export const storedCensus: z.ZodType<readonly CheckCount[]> = z.array(
  z.object({
    id: z.string(),
    label: z.string(),
    evaluated: z.int().nonnegative(),
    fired: z.int().nonnegative(),
    lastFiredAt: instant.nullable(),
    lastDrilledAt: instant.nullable(),
  }),
);

/** A row of the words on models. */
export const storedModelSwitch: z.ZodType<ModelSwitch> = z.object({
  model: z.string(),
  isOn: z.boolean(),
  at: instant,
  by: z.string(),
  reason: z.string(),
});

/** The JSON of a kill latch. */
export const storedLatch: z.ZodType<KillLatch> = z.object({
  id: z.string(),
  at: instant,
  by: z.string(),
  reason: z.string(),
  steps: z.array(z.object({ name: z.string(), at: instant, detail: z.string() })),
  confirmedAt: instant.nullable(),
  flatten: z.boolean().exactOptional(),
});

/** The JSON of an incident. */
export const storedIncident: z.ZodType<Incident> = z.object({
  id: z.string(),
  code: z.string(),
  severity: z.enum(INCIDENT_SEVERITIES),
  begunAt: instant,
  lastAt: instant,
  endedAt: instant.nullable(),
  count: z.int().positive(),
  tellings: z.array(z.object({ at: instant, text: z.string() })),
  response: z.array(z.string()),
  acknowledged: z.object({ by: z.string(), at: instant, note: z.string() }).nullable(),
  revision: z.int().positive(),
});
