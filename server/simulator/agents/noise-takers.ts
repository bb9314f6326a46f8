// The uninformed public: buys at the ask, joins queues, prefers favourites. In: time and board. Out: orders.
import type { SimulatedExchange } from '../kalshi/exchange-api.ts';
import type { BookSide, MarketSummary } from '../kalshi/market-shapes.ts';
import type { Rng } from '../seeded/rng.ts';
import { gridOf, midOf } from './market-board.ts';
import { gridDown, gridUp } from './price-grid.ts';

/** Arrivals per second in a market priced at one half, by series. */
const ARRIVALS: Readonly<Record<string, number>> = { KXBTC15M: 0.8, KXBTCD: 0.3, KXBTC: 0.08 };

/** Some interest remains where the outcome is almost sure. */
const LEAST_ACTIVITY = 0.03;

/** Share of the public that backs the likelier outcome. */
const FAVOURITE_SHARE = 0.58;

/** Share that waits in the queue with a limit order instead of taking. */
const PATIENT_SHARE = 0.25;

/** A taker pays at most this much above the quote he saw (1e-4 dollars). */
const SLIPPAGE = 200;

const MOST_CONTRACTS = 400;

export interface NoiseTraders {
  /** Everything that arrives in the `dtMs` up to `nowMs`. */
  step(nowMs: number, dtMs: number, markets: readonly MarketSummary[]): void;
  /** `count` orders at once in one market, half of them on each side; for demonstrations and load. */
  burst(nowMs: number, market: MarketSummary, count: number): void;
}

/** Median a dozen contracts, sometimes hundreds, one in ten with a fraction (granularity 0.01). */
function drawSize(rng: Rng): number {
  const contracts = Math.min(MOST_CONTRACTS, Math.exp(Math.log(12) + 1.1 * rng.normal()));
  return rng.chance(0.1)
    ? Math.max(1, Math.round(contracts * 100))
    : Math.max(1, Math.round(contracts)) * 100;
}

/** The public, trading through the accounts `takerId` and `patientId`. */
export function createNoiseTraders(input: {
  readonly exchange: SimulatedExchange;
  readonly rng: Rng;
  readonly takerId: string;
  readonly patientId: string;
}): NoiseTraders {
  const { exchange, rng } = input;

  const take = (nowMs: number, market: MarketSummary, side: BookSide): void => {
    const { bestBidCentiCents: bid, bestAskCentiCents: ask } = market;
    const touch = side === 'bid' ? ask : bid;
    if (touch === undefined) return;
    const grid = gridOf(market);
    const limit =
      side === 'bid' ? gridDown(grid, touch + SLIPPAGE) : gridUp(grid, touch - SLIPPAGE);
    if (limit <= 0 || limit >= 10_000) return;
    exchange.placeFor(
      input.takerId,
      {
        ticker: market.ticker,
        side,
        priceCentiCents: limit,
        countCentiContracts: drawSize(rng),
        timeInForce: 'immediate_or_cancel',
      },
      nowMs,
    );
  };

  const join = (nowMs: number, market: MarketSummary, side: BookSide): void => {
    const { bestBidCentiCents: bid, bestAskCentiCents: ask } = market;
    const touch = side === 'bid' ? bid : ask;
    if (touch === undefined) return;
    const grid = gridOf(market);
    const improves = rng.chance(0.3);
    const better = side === 'bid' ? gridUp(grid, touch + 1) : gridDown(grid, touch - 1);
    const price = improves ? better : touch;
    if (price <= 0 || price >= 10_000) return;
    const restMs = 15_000 + 75_000 * rng.uniform();
    exchange.placeFor(
      input.patientId,
      {
        ticker: market.ticker,
        side,
        priceCentiCents: price,
        countCentiContracts: drawSize(rng),
        timeInForce: 'good_till_canceled',
        postOnly: true,
        expiresAtMs: Math.ceil((nowMs + restMs) / 1000) * 1000,
      },
      nowMs,
    );
  };

  const arrive = (nowMs: number, market: MarketSummary): void => {
    const isYesFavourite = (midOf(market) ?? 5_000) >= 5_000;
    const backsYes = rng.chance(FAVOURITE_SHARE) === isYesFavourite;
    const side: BookSide = backsYes ? 'bid' : 'ask';
    if (rng.chance(PATIENT_SHARE)) join(nowMs, market, side);
    else take(nowMs, market, side);
  };

  return {
    step: (nowMs, dtMs, markets) => {
      for (const market of markets) {
        const ratio = (midOf(market) ?? 0) / 10_000;
        const activity = Math.max(LEAST_ACTIVITY, 4 * ratio * (1 - ratio));
        const rate = (ARRIVALS[market.seriesTicker] ?? 0) * activity;
        if (rng.chance((rate * dtMs) / 1000)) arrive(nowMs, market);
      }
    },
    burst: (nowMs, market, count) => {
      for (let i = 0; i < count; i++) take(nowMs, market, i % 2 === 0 ? 'bid' : 'ask');
    },
  };
}
