// A market as the features see it, made up for tests. In: best-first levels, index, contracts. Out: an ObservedMarket.
import { type BtcCents, btcCents } from '#lib/domain/btc.ts';
import { count } from '#lib/domain/count.ts';
import { eventTicker, type MarketTicker, marketTicker } from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import type { StrikeRule } from '#lib/domain/market.ts';
import type { ContractView, SpotLevelView, SpotView } from '#lib/domain/market-view.ts';
import { price } from '#lib/domain/price.ts';
import type { ObservedMarket } from '../observe.ts';

/** A quarter-hour start, the zero of test times, ms. */
export const T0 = 1_800_000_000_000;
export const TICKER = marketTicker('KXBTCD-TEST-T95000');

/** [price in USD, size in BTC], best first. */
export type TestLevels = readonly (readonly [usd: number, btc: number])[];

function levelViews(levels: TestLevels): readonly SpotLevelView[] {
  return levels.map(([priceUsd, sizeBtc]) => ({ priceUsd, sizeBtc }));
}

/** A live, online book at `at`; `change` replaces what differs. */
export function spotOf(
  book: { readonly bids: TestLevels; readonly asks: TestLevels },
  at: number,
  change: Partial<SpotView> = {},
): SpotView {
  const bids = levelViews(book.bids);
  const asks = levelViews(book.asks);
  const bidUsd = bids[0]?.priceUsd ?? null;
  const askUsd = asks[0]?.priceUsd ?? null;
  return {
    book: { kind: 'live' },
    bookAt: wallMs(at),
    bidUsd,
    askUsd,
    midUsd: bidUsd === null || askUsd === null ? null : (bidUsd + askUsd) / 2,
    bids: (most) => bids.slice(0, most),
    asks: (most) => asks.slice(0, most),
    lastTradeUsd: null,
    tradeAt: null,
    online: true,
    ...change,
  };
}

/** One level a side, half a dollar from the mid: 3 BTC bid, 1 BTC asked. */
export function narrowBook(midUsd: number): { bids: TestLevels; asks: TestLevels } {
  return { bids: [[midUsd - 0.5, 3]], asks: [[midUsd + 0.5, 1]] };
}

/** Sixty open prints: the settlement minute has not begun. */
export const OPEN_WINDOW = {
  knownCount: 0,
  knownSumUsd: 0,
  missingCount: 0,
  unknownCount: 60,
  secondsToNextPrint: 841,
  secondsToClose: 900,
};

/** The market around `spot`; without an index no print was ever seen. */
export function marketOf(
  spot: SpotView,
  index: BtcCents | null = null,
  contracts: ReadonlyMap<MarketTicker, ContractView> = new Map(),
): ObservedMarket {
  return {
    spot,
    index: {
      last: index,
      sourceAt: null,
      receivedAt: index === null ? null : spot.bookAt,
      venueWindowMeanCents: null,
      window: () => OPEN_WINDOW,
    },
    contracts,
  };
}

/** A contract with one quoted level a side, [bid, ask] in 1e-4 dollars; null = an empty book. */
export function contractOf(
  rule: StrikeRule,
  quote: readonly [bid: number, ask: number] | null,
  change: Partial<ContractView> = {},
): ContractView {
  const level = (value: number, size: number) => ({ price: price(value), size: count(size) });
  return {
    market: {
      ticker: TICKER,
      event: eventTicker('KXBTCD-TEST'),
      series: 'KXBTCD',
      rule,
      openAt: wallMs(T0),
      closeAt: wallMs(T0 + 900_000),
      status: 'active',
      grid: [],
      shard: 0,
      fee: { kind: 'quadratic', multiplier: 1 },
      result: null,
      title: '',
    },
    book: { kind: 'live' },
    bookAt: null,
    depth:
      quote === null
        ? { bids: [], asks: [] }
        : { bids: [level(quote[0], 300)], asks: [level(quote[1], 100)] },
    lastTrade: null,
    volume: null,
    ...change,
  };
}

/** "Above 95 248.12": one σ out of the money at 50 % a year and a quarter hour from 95 000. */
export const ABOVE: StrikeRule = { kind: 'above', strike: btcCents(9_524_812) };
