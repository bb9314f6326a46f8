// Resting entry quotes that no longer deserve to rest. In: gate input. Out: the orders to cancel, each with the reason.
import type { Order } from '#lib/domain/order.ts';
import type { CheckResult } from '#lib/domain/verdict.ts';
import { runChecks } from './checks.ts';
import { believedShare, feeOfOne, grossEdge, modelNoise } from './edge.ts';
import { exitPlan } from './exit-plan.ts';
import type { GateInput } from './gate-input.ts';
import { quoteRisk } from './quote-risk.ts';
import { edgeCents } from './wording.ts';

export interface PulledQuote {
  readonly order: Order;
  readonly reason: string;
}

/** Checks that are about a new trade, its price or our own orders: they say nothing about a quote already resting. */
const ABOUT_NEW_TRADES: ReadonlySet<string> = new Set([
  'book-side',
  'price-on-grid',
  'price-collar',
  'edge',
  'edge-significant',
  'disagreement',
  'near-certainty',
  'latency-horizon',
  'quote-spread',
  'stake',
  'order-size',
  'market-exposure',
  'event-exposure',
  'series-exposure',
  'total-exposure',
  'accountability',
  'cash',
  'order-burst',
  'order-rate',
  'contract-burst',
  'contract-rate',
  'pending-approval',
  'approval-queue',
  'working-order',
  'opposite-position',
  'duplicate-exit',
]);

function brokenCondition(input: GateInput): CheckResult | undefined {
  return runChecks(input, null).find(
    (check) => check.outcome !== 'pass' && !ABOUT_NEW_TRADES.has(check.id),
  );
}

/** Edge of a resting quote now, after its maker fee, 1e-4 $ per contract. */
function edgeNow(input: GateInput, order: Order): number {
  const { fair } = input;
  if (fair === null) return Number.NEGATIVE_INFINITY;
  const { side, price } = order.request;
  const gross = grossEdge(fair, side, price);
  const fee = feeOfOne(input.market.fee, { side, price, isTaker: false });
  return believedShare(gross, modelNoise(fair)) * gross - fee;
}

/**
 * A quote is pulled when any condition of trading breaks (pause, kill, stale data, guard) or when its edge no longer
 * covers the move it is exposed to until the cancel lands (models §D3). Cancels are always allowed.
 */
export function quotesToPull(input: GateInput): readonly PulledQuote[] {
  const quotes = input.openOrders.filter(
    (order) =>
      order.request.purpose === 'enter' &&
      // A renewal without an answer must never keep a quote from being pulled.
      (order.state === 'resting' ||
        order.state === 'partially-filled' ||
        order.state === 'pending-amend'),
  );
  if (quotes.length === 0) return [];
  const plan = exitPlan(input);
  if (plan !== null)
    return quotes.map((order) => ({ order, reason: 'an exit must not meet our own quote' }));
  const broken = brokenCondition(input);
  if (broken !== undefined) return quotes.map((order) => ({ order, reason: broken.text }));
  return quotes
    .map((order) => ({
      order,
      edge: edgeNow(input, order),
      needed: quoteRisk(input, order.request.side),
    }))
    .filter(({ edge, needed }) => !(edge >= needed))
    .map(({ order, edge, needed }) => ({
      order,
      reason: `edge ${edgeCents(edge)} no longer covers a move of ${edgeCents(needed)}`,
    }));
}
