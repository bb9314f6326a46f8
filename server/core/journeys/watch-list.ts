// Which contracts the venue streams for us: the running event of each series near the money, the next one just ahead.
import type { MarketTicker } from '#lib/domain/ids.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import type { Market } from '#lib/domain/market.ts';
import { watchOnly } from '../1-ingest/advance-time.ts';
import { workingOrders } from '../5-execution/order-book-state.ts';
import type { Effect } from '../effect.ts';
import type { World } from '../world.ts';

/** Strikes of one event followed at most, nearest to the index first. */
const STRIKES_PER_EVENT = 24;
/** The next window is subscribed this long before it opens, so that no first quote is missed. */
const AHEAD_MS = 60_000;
/** A closed market keeps its book this long, until its result is in. */
const AFTER_CLOSE_MS = 5_000;

function strikeUsd(market: Market): number | null {
  switch (market.rule.kind) {
    case 'at-or-above-rounded':
    case 'above':
    case 'below':
      return market.rule.strike / 100;
    case 'between':
      return (market.rule.floor + market.rule.cap) / 200;
    case 'unset':
      return null;
  }
}

function isNear(market: Market, at: WallMs): boolean {
  return market.openAt - AHEAD_MS <= at && at <= market.closeAt + AFTER_CLOSE_MS;
}

function nearestStrikes(markets: readonly Market[], centre: number | null): readonly Market[] {
  if (markets.length <= STRIKES_PER_EVENT) return markets;
  const distance = (market: Market): number => {
    const strike = strikeUsd(market);
    return strike === null || centre === null ? 0 : Math.abs(strike - centre);
  };
  return [...markets]
    .sort((a, b) => distance(a) - distance(b) || (a.ticker < b.ticker ? -1 : 1))
    .slice(0, STRIKES_PER_EVENT);
}

/** The wanted tickers at `at`, sorted. Markets with a position or a working order are always among them. */
function watchList(world: World, at: WallMs): readonly MarketTicker[] {
  const byEvent = new Map<string, Market[]>();
  for (const { market } of world.market.contracts.values())
    if (isNear(market, at))
      byEvent.set(market.event, [...(byEvent.get(market.event) ?? []), market]);
  const index = world.market.index.last;
  const centre = index === null ? world.market.spot.midUsd : index / 100;
  const wanted = new Set<MarketTicker>();
  for (const markets of byEvent.values())
    for (const market of nearestStrikes(markets, centre)) wanted.add(market.ticker);
  for (const position of world.ledger.positions.values())
    if (position.contracts !== 0 && world.market.contracts.has(position.ticker))
      wanted.add(position.ticker);
  for (const order of workingOrders(world.orders)) wanted.add(order.request.ticker);
  return [...wanted].sort();
}

/** Asks for the new list when it differs from the last one. */
export function updateWatch(world: World, at: WallMs, out: Effect[]): void {
  const wanted = watchList(world, at);
  const same =
    wanted.length === world.watched.length && wanted.every((each, i) => each === world.watched[i]);
  if (same) return;
  world.watched = wanted;
  watchOnly(world.market, wanted);
  out.push({ kind: 'watch', tickers: wanted });
}
