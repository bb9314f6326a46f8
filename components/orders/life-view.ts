// The life of an order as named facts. In: what is stored of it. Out: names and text; what is not known says so.

import { instantText } from '#components/ui/instant-text.ts';
import { formatContracts } from '#lib/format/contracts.ts';
import { formatFee } from '#lib/format/money.ts';
import { formatAverageCents, formatPrice } from '#lib/format/price.ts';
import { tradeWords } from '#lib/format/trade.ts';
import type { OrderApprovalRow, OrderLife, StoredFillRow } from '#lib/wire/orders-http.ts';
import type { OrderRow } from '#lib/wire/trade-rows.ts';

export interface TextFact {
  readonly name: string;
  readonly value: string;
}

/** Σ price × count ÷ Σ count of fills on the YES scale, 1e-4 $; null without a fill. */
export function averagePrice(
  fills: readonly Pick<StoredFillRow, 'price' | 'count'>[],
): number | null {
  const contracts = fills.reduce((sum, fill) => sum + fill.count, 0);
  if (contracts === 0) return null;
  return fills.reduce((sum, fill) => sum + fill.price * fill.count, 0) / contracts;
}

/** "Buy 10 YES at 46¢". */
export function orderSentence(order: OrderRow): string {
  const { verb, outcome, price } = tradeWords(order, order.purpose);
  return `${verb} ${formatContracts(order.count)} ${outcome} at ${formatPrice(price)}`;
}

const FORCE: Readonly<Record<string, string>> = {
  immediate_or_cancel: 'immediate or cancel',
  good_till_canceled: 'rests',
};

function howText({ order, intent }: OrderLife): string {
  const { timeInForce, postOnly } = order;
  return [
    FORCE[timeInForce] ?? timeInForce,
    ...(postOnly ? ['post only'] : []),
    ...(intent?.reduceOnly === true ? ['reduce only'] : []),
  ].join(', ');
}

/** What the order is and what came of it. */
export function orderFacts(life: OrderLife): readonly TextFact[] {
  const { order, fills } = life;
  const average = averagePrice(fills);
  const shown =
    average === null ? null : tradeWords({ side: order.side, price: average }, order.purpose);
  const booked = fills.reduce((sum, fill) => sum + fill.count, 0);
  return [
    { name: 'Order', value: orderSentence(order) },
    { name: 'How', value: howText(life) },
    {
      name: 'Filled',
      value: `${formatContracts(order.filled)} of ${formatContracts(order.count)}`,
    },
    {
      name: 'Fills stored',
      value:
        booked === order.filled
          ? String(fills.length)
          : `${fills.length}, ${formatContracts(booked)} contracts: not all of them yet`,
    },
    { name: 'Average ¢', value: formatAverageCents(shown?.price ?? null) },
    { name: 'Fees', value: formatFee(order.feesMicro) },
    { name: 'Made', value: instantText(order.createdAt) },
    { name: 'Last change', value: instantText(order.updatedAt) },
    {
      name: 'Ends by itself',
      value: order.expiresAt === null ? 'at once' : instantText(order.expiresAt),
    },
    { name: 'Note', value: order.note === '' ? 'none' : order.note },
  ];
}

/** What was committed before the first byte left, and the names of the order. */
export function intentFacts({ order, intent }: OrderLife): readonly TextFact[] {
  const ids = [
    { name: 'Our order id', value: order.clientOrderId },
    { name: 'Venue order id', value: order.venueOrderId ?? 'not known' },
    { name: 'Market', value: order.ticker },
  ];
  if (intent === null) return [...ids, { name: 'Intent', value: 'none is stored' }];
  return [
    ...ids,
    { name: 'Intent stored', value: instantText(intent.committedAt) },
    {
      name: 'Expiry sent',
      value: intent.expiresAt === null ? 'at once' : instantText(intent.expiresAt),
    },
    { name: 'Order group', value: `${intent.orderGroupId}, shard ${intent.shard}` },
    { name: 'Payload hash', value: intent.payloadHash },
  ];
}

const ANSWER: Readonly<Record<OrderApprovalRow['state'], string>> = {
  pending: 'waits for an answer',
  approved: 'approved',
  vetoed: 'vetoed',
  expired: 'expired',
  refused: 'approved, and refused because the price or a check had moved',
  withdrawn: 'withdrawn',
};

/** "approved by operator, 2026-…; limit 47¢"; without one the reason why. */
export function approvalText({ order, approval }: OrderLife): string {
  if (order.approvalId === null) return 'none was asked for';
  if (approval === null) return `${order.approvalId}: not stored`;
  const { state, answeredBy, answeredAt, limitPrice, reason } = approval;
  const limit = tradeWords({ side: order.side, price: limitPrice }, order.purpose).price;
  const by = answeredBy === null ? '' : ` by ${answeredBy}`;
  const at = answeredAt === null ? '' : `, ${instantText(answeredAt)}`;
  const why = reason === null ? '' : `; ${reason}`;
  return `${ANSWER[state]}${by}${at}; limit ${formatPrice(limit)}${why}`;
}
