// The market that closed last, of each series. In: world, instant. Out: rows of the topic lastMarkets.
import type { MarketTicker } from '#lib/domain/ids.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import { type Market, SERIES, type Series } from '#lib/domain/market.ts';
import type { LastMarketRow } from '#lib/wire/last-market.ts';
import type { World } from '#server/core/world.ts';
import { createJudgedTimes } from './judged-time.ts';
import { strikes } from './market-rows.ts';

export interface LastMarkets {
  /** Called once a second. One row a series that closed while the engine knew it; a series without a close has none. */
  rows(world: World, at: WallMs): Readonly<Record<string, LastMarketRow>>;
}

function rowOf(market: Market, judged: LastMarketRow['judged']): LastMarketRow {
  const { ticker, series, title, closeAt, result } = market;
  const { strike, cap } = strikes(market);
  return {
    ...{ ticker, series, title, strikeCents: strike, capCents: cap, closeAt },
    ...{ result: result?.result ?? null, resultFinal: result?.final ?? false },
    judged,
  };
}

/** Those of the latest close of each series up to `at`. */
function lastClosed(world: World, at: WallMs): ReadonlyMap<Series, readonly Market[]> {
  const found = new Map<Series, Market[]>();
  for (const { market } of world.market.contracts.values()) {
    if (market.closeAt > at) continue;
    const known = found.get(market.series);
    const knownAt = known?.[0]?.closeAt ?? Number.NEGATIVE_INFINITY;
    if (market.closeAt > knownAt) found.set(market.series, [market]);
    else if (market.closeAt === knownAt) known?.push(market);
  }
  return found;
}

function nearest(markets: readonly Market[], indexCents: number | null): Market | undefined {
  const distance = (market: Market) => {
    const { strike, cap } = strikes(market);
    const at = strike ?? cap;
    return at === null || indexCents === null ? Number.MAX_VALUE : Math.abs(at - indexCents);
  };
  return markets.toSorted(
    (left, right) => distance(left) - distance(right) || left.ticker.localeCompare(right.ticker),
  )[0];
}

function isAhead({ market }: World, ticker: MarketTicker, at: WallMs): boolean {
  const closeAt = market.contracts.get(ticker)?.market.closeAt;
  return closeAt !== undefined && closeAt > at;
}

/** Chosen once at each close, so that the price that goes on does not change which market is told of. */
export function createLastMarkets(): LastMarkets {
  const held = new Map<Series, LastMarketRow>();
  const times = createJudgedTimes();
  return {
    rows(world, at) {
      times.look(world, at);
      const closed = lastClosed(world, at);
      for (const series of SERIES) {
        const markets = closed.get(series) ?? [];
        const known = held.get(series);
        const same =
          known === undefined ? undefined : markets.find(({ ticker }) => ticker === known.ticker);
        const isNewer = (markets[0]?.closeAt ?? 0) > (known?.closeAt ?? 0);
        const market = isNewer ? nearest(markets, world.market.index.last) : same;
        if (market !== undefined) held.set(series, rowOf(market, times.of(market.ticker)));
      }
      const told = new Set<string>([...held.values()].map(({ ticker }) => ticker));
      times.keep((ticker) => told.has(ticker) || isAhead(world, ticker, at));
      return Object.fromEntries(held);
    },
  };
}
