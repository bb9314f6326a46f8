// Markets that are long over leave memory; the store keeps them. In: world, time. Out: orders and books without them (F94).
import type { MarketTicker } from '#lib/domain/ids.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import type { FillReport } from '#lib/domain/report.ts';
import { forgetFills } from '../5-execution/forget-orders.ts';
import { fillKey } from '../5-execution/order-book-state.ts';
import { mayBeOurs } from '../5-execution/whose-fill.ts';
import { forgetPositions } from '../6-ledger/ledger-state.ts';
import type { World } from '../world.ts';

const EVERY_MS = 60_000;
/** Longer than any reading of the account looks back while it is read (48 h), so that late facts still find their market. */
const KEEP_MS = 50 * 3_600_000;

/** Markets that are known, held, ordered in, or were touched within the time they are kept. */
function livingMarkets({ market, orders, ledger }: World, at: WallMs): ReadonlySet<MarketTicker> {
  const living = new Set<MarketTicker>(market.contracts.keys());
  const since = at - KEEP_MS;
  for (const { ticker, contracts } of ledger.positions.values())
    if (contracts !== 0) living.add(ticker);
  for (const [ticker, booked] of ledger.settlements)
    if ((booked.at(-1)?.at ?? 0) >= since) living.add(ticker);
  for (const { order } of orders.tracked.values()) living.add(order.request.ticker);
  for (const fill of orders.fills.values()) if (fill.venueAt >= since) living.add(fill.ticker);
  for (const row of orders.foreignOrders.values())
    if (row.remaining > 0 || (row.venueAt ?? 0) >= since) living.add(row.ticker);
  return living;
}

/** Called every second; looks once a minute. All that is kept about a market goes at once, so that its sums stay whole (I1). */
export function forgetMarkets(world: World, at: WallMs): void {
  const { forgottenAt } = world;
  if (forgottenAt !== null && Math.abs(at - forgottenAt) < EVERY_MS) return;
  world.forgottenAt = at;
  const living = livingMarkets(world, at);
  forgetFills(world.orders, living);
  forgetPositions(world.ledger, living);
}

/** Names, or may belong to, an order of ours whose venue id was never heard: the fill is evidence about that order (F54). */
function isOfNameless({ orders }: World, fill: FillReport): boolean {
  const named = fill.clientOrderId === null ? null : orders.tracked.get(fill.clientOrderId);
  return named?.order.venueOrderId === null || mayBeOurs(orders, [fill]);
}

/**
 * True of a fill that is booked, though it is among the fills no more: read again after a long absence, it is no news.
 * Except to an order that is still without answer, which would be proved absent without it (F29).
 */
export function isForgottenFill(world: World, fill: FillReport): boolean {
  const { orders, ledger } = world;
  const key = fillKey(fill);
  if (orders.fills.has(key) || !ledger.booked.has(`fill:${key}`)) return false;
  return !isOfNameless(world, fill);
}
