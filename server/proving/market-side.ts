// Spot, index and the other traders of one seed. In: true time, our own fair values. Out: prints, quotes that lean, takers.
import type { Rng } from '#server/simulator/seeded/rng.ts';
import { SHARD, type VenueSide } from './venue-side.ts';
import type { VirtualTime } from './virtual-time.ts';

const MAKER = 'maker';
const TAKER = 'taker';
const CASH_MICRO = 1e14;
const START_USD = 95_000;
/** Kraken stands this far under the index. */
const BASIS_USD = 4;
const LEVEL_CONTRACTS = 600;
/** How far quotes may stand off our fair value, 1e-4 $: nothing in it, an edge, one that asks for approval. */
const LEANS = [0, 350, -350, 1_000, -1_000, 1_250, -1_250, 1_250, -1_250, 1_600, -1_600] as const;
const CENT = 100;
const MINUTE_MS = 60_000;
/** Quotes stay where the breaker's test finds a market to probe (F116). */
const LEAST = 2_000;
const MOST = 7_400;
/** Quotes stay while they are nearer than this to where they should be. */
const REQUOTE = 5 * CENT;

interface Quoted {
  leanUntilMs: number;
  lean: number;
  /** Half of the spread: narrow ones are taken, in wide ones we quote. */
  half: number;
  bid: number;
}

export interface MarketSide {
  /** One second of everybody else. `fairOf`: 0 … 1, null where we have none. */
  second(fairOf: (ticker: string) => number | null): void;
  spotUsd(): number;
  indexUsd(): number;
  tickers(): readonly string[];
}

function iso(ms: number): string {
  return new Date(ms)
    .toISOString()
    .replace(/[^0-9]/g, '')
    .slice(2, 12);
}

function inMinutes(nowMs: number, minutes: number): number {
  return Math.floor(nowMs / MINUTE_MS) * MINUTE_MS + minutes * MINUTE_MS;
}

/** Lists a hand of markets: one that outlives the run, one that closes within it, and its successor. */
function listMarkets(venue: VenueSide, nowMs: number, closeInMs: number): readonly string[] {
  const { exchange } = venue;
  const shared = { title: 'BTC', yesSubTitle: 'BTC' } as const;
  const hourly = (strike: number): string => {
    const ticker = `KXBTCD-${iso(nowMs)}-T${strike}.99`;
    exchange.createMarket(
      {
        ...{ ...shared, ticker, eventTicker: `KXBTCD-${iso(nowMs)}`, seriesTicker: 'KXBTCD' },
        ...{ strikeType: 'greater', floorStrikeUsd: strike + 0.99 },
        ...{ openAtMs: inMinutes(nowMs, -30), closeAtMs: inMinutes(nowMs, 25) },
      },
      nowMs,
    );
    return ticker;
  };
  const quarter = (openAtMs: number, closeAtMs: number): string => {
    const eventTicker = `KXBTC15M-${iso(closeAtMs)}`;
    const ticker = `${eventTicker}-00`;
    exchange.createMarket(
      {
        ...{ ...shared, ticker, eventTicker, seriesTicker: 'KXBTC15M' },
        ...{ strikeType: 'greater_or_equal', floorStrikeUsd: START_USD, openAtMs, closeAtMs },
      },
      nowMs,
    );
    return ticker;
  };
  return [
    hourly(START_USD + 19),
    quarter(inMinutes(nowMs, -5), nowMs + closeInMs),
    quarter(nowMs + closeInMs, nowMs + closeInMs + 900_000),
  ];
}

/** Ms to the end of this minute and `more` after it: markets close on whole minutes. */
function nextMinute(nowMs: number, more: number): number {
  return MINUTE_MS - (nowMs % MINUTE_MS) + more * MINUTE_MS;
}

/** Everybody else, standing at the time's now with an index minute behind. */
export function createMarketSide(venue: VenueSide, time: VirtualTime, rng: Rng): MarketSide {
  const { exchange } = venue;
  const cashMicroByShard = { [SHARD]: CASH_MICRO };
  let usd = START_USD + rng.below(60) - 30;
  const print = (atMs: number): void =>
    exchange.publishIndex(Math.round(usd * 100) / 100, atMs, time.nowMs());
  for (const id of [MAKER, TAKER])
    exchange.openAccount({ id, kind: 'agent', cashMicroByShard }, time.nowMs());
  const tickers = listMarkets(venue, time.nowMs(), nextMinute(time.nowMs(), rng.below(2)));
  const quoted = new Map<string, Quoted>();

  const place = (
    account: string,
    ticker: string,
    terms: { side: 'bid' | 'ask'; price: number; count: number; ioc?: boolean },
  ): void => {
    if (terms.price < CENT || terms.price > 99 * CENT) return;
    exchange.placeFor(
      account,
      {
        ...{ ticker, side: terms.side, priceCentiCents: terms.price },
        ...{ countCentiContracts: terms.count },
        timeInForce: terms.ioc === true ? 'immediate_or_cancel' : 'good_till_canceled',
      },
      time.nowMs(),
    );
  };

  const quote = (ticker: string, fair: number): void => {
    const nowMs = time.nowMs();
    const state = quoted.get(ticker) ?? { leanUntilMs: 0, lean: 0, half: CENT, bid: 0 };
    if (nowMs >= state.leanUntilMs) {
      const isWide = rng.chance(0.4);
      state.half = isWide ? (6 + rng.below(8)) * CENT : CENT;
      state.lean = isWide ? 0 : (LEANS[rng.below(LEANS.length)] ?? 0);
      state.leanUntilMs = nowMs + 1_500 + rng.below(isWide ? 24_000 : 4_000);
      state.bid = 0;
    }
    quoted.set(ticker, state);
    const centre = Math.min(MOST, Math.max(LEAST, fair * 10_000 + state.lean));
    const bid = Math.round((centre - state.half) / CENT) * CENT;
    if (Math.abs(bid - state.bid) < REQUOTE) return;
    state.bid = bid;
    exchange.cancelAllFor(MAKER, nowMs, ticker);
    const count = (): number => LEVEL_CONTRACTS + rng.below(4) * 300;
    place(MAKER, ticker, { side: 'bid', price: bid, count: count() });
    place(MAKER, ticker, { side: 'ask', price: bid + 2 * state.half, count: count() });
  };

  /** Somebody lifts what stands there, ours included. */
  const take = (ticker: string): void => {
    const side = rng.chance(0.5) ? 'bid' : 'ask';
    const depth = exchange.depth(ticker, 1);
    const best = (side === 'bid' ? depth?.asks : depth?.bids)?.[0];
    if (best === undefined) return;
    const count = 50 + rng.below(1_000);
    place(TAKER, ticker, { side, price: best.priceCentiCents, count, ioc: true });
  };

  return {
    tickers: () => tickers,
    spotUsd: () => usd - BASIS_USD,
    indexUsd: () => usd,
    second(fairOf) {
      const nowMs = time.nowMs();
      usd += rng.normal() * 2.5;
      if (nowMs % 1_000 === 0) print(nowMs);
      exchange.advance(nowMs);
      for (const ticker of tickers) {
        if (exchange.market(ticker)?.status !== 'active') continue;
        quote(ticker, fairOf(ticker) ?? 0.5);
        if (rng.chance(0.15)) take(ticker);
      }
    },
  };
}
