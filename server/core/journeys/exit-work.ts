// An exit being worked: since when, and from which price its bound is measured. In: what is sent. Out: world memory.
import { forecastOver } from '#lib/domain/forecast-over.ts';
import type { MarketTicker } from '#lib/domain/ids.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import type { OrderIntent } from '#lib/domain/order.ts';
import { workingOrders } from '../5-execution/order-book-state.ts';
import { positionOf } from '../6-ledger/ledger-state.ts';
import type { World } from '../world.ts';

/** After the patient phase taking is tried this long; then the exit begins anew, with a bound of its own. */
const TAKING_MS = 10_000;

/** Called when an exit order is minted: the first one begins the work. */
export function beginExit(world: World, intent: OrderIntent, at: WallMs): void {
  if (intent.purpose !== 'exit' || world.exitWork.has(intent.ticker)) return;
  const depth = world.market.contracts.get(intent.ticker)?.depth;
  const best = intent.side === 'ask' ? depth?.bids[0]?.price : depth?.asks[0]?.price;
  world.exitWork.set(intent.ticker, { since: at, anchor: best ?? intent.price });
}

/** Ends what is done or has had its time; called every second. */
export function endExits(world: World, at: WallMs): void {
  const { exitPassiveSeconds, closePassiveSeconds } = world.limits;
  const mostMs = Math.max(exitPassiveSeconds, closePassiveSeconds) * 1000 + TAKING_MS;
  for (const [ticker, work] of world.exitWork) {
    const isFlat = (positionOf(world.ledger, ticker)?.contracts ?? 0) === 0;
    const isWorking = workingOrders(world.orders, ticker).some(
      (order) => order.request.purpose === 'exit',
    );
    if (!isWorking && (isFlat || at - work.since > mostMs || work.since > at))
      world.exitWork.delete(ticker);
  }
}

function volatilityOver(world: World, ticker: MarketTicker, at: WallMs): number | null {
  const market = world.market.contracts.get(ticker)?.market;
  if (world.forecast === null || market === undefined || at >= market.closeAt) return null;
  const { variancePerSecond } = forecastOver(world.forecast, (market.closeAt - at) / 1000);
  return Math.sqrt(variancePerSecond);
}

/** Remembers the volatility each position was opened in; called every second. What was held before a start counts from there. */
export function rememberRegimes(world: World, at: WallMs): void {
  for (const ticker of world.entryVolatility.keys())
    if ((positionOf(world.ledger, ticker)?.contracts ?? 0) === 0)
      world.entryVolatility.delete(ticker);
  for (const { ticker, contracts } of world.ledger.positions.values()) {
    if (contracts === 0 || world.entryVolatility.has(ticker)) continue;
    const now = volatilityOver(world, ticker, at);
    if (now !== null) world.entryVolatility.set(ticker, now);
  }
}

/** Volatility over the life left, now ÷ at entry; null when either is not known. */
export function volatilityRatio(world: World, ticker: MarketTicker, at: WallMs): number | null {
  const then = world.entryVolatility.get(ticker);
  if (then === undefined || !(then > 0)) return null;
  const now = volatilityOver(world, ticker, at);
  return now === null ? null : now / then;
}
