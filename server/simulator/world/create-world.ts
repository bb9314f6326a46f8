// The simulated world: prices, spot market, exchange and crowd from one seed. In: the time to reach. Out: both venues' events.
import { assertCondition } from '#lib/check.ts';
import { type Crowd, createCrowd } from '../agents/crowd.ts';
import { createExchange, type RunningExchange } from '../kalshi/exchange.ts';
import { type SpotEngineEvent, tradedBtc } from '../kraken/spot-event.ts';
import { createSpotMarket, type SpotMarket } from '../kraken/spot-market.ts';
import { createRng, type Rng } from '../seeded/rng.ts';
import { createMarketKeeper } from './market-keeper.ts';
import { MOST_STRIKES_A_SIDE } from './market-schedule.ts';
import type { MinuteCandle } from './minute-candles.ts';
import { PAST_STEP_MS, tradeOneStep } from './price-past.ts';
import {
  createPriceWorld,
  type IndexPrint,
  PRICE_STEP_MS,
  type PriceWorld,
} from './price-world.ts';

/** Everything moves in steps of this many simulated milliseconds, whatever the pace of the clock, unless asked otherwise. */
const WORLD_STEP_MS = 50;

/** Prices before the start: covers the minute that gives the running window its strike. */
const PRICE_BACKFILL_MS = 17 * 60_000;

/** Trading before the start, so that books and last prices exist when the first client connects. */
const TRADING_BACKFILL_MS = 180_000;

/** Dollars per √second of an ordinary day at 45 % a year, per dollar of price: what Kraken's flow calls scale 1. */
const ORDINARY_VOLATILITY = 0.45 / Math.sqrt(365 * 86_400);

export interface WorldOptions {
  readonly seed: string | number;
  /** Unix ms of the first instant clients see. */
  readonly startMs: number;
  readonly startUsd?: number;
  /** Long-run volatility per year, default 0.45. */
  readonly annualVolatility?: number;
  /** KXBTCD strikes each side of the spot, default 10, at most 94. */
  readonly strikesPerSide?: number;
  /** KXBTC buckets each side of the spot, default 5. */
  readonly bucketsPerSide?: number;
  /** Simulated milliseconds of one step, default 50; 500 makes long backtests cheap and the crowd slower. */
  readonly stepMs?: number;
  /** True: Kraken's book stays as it was at the start and its candles have no volume, for whoever reads the mid alone. */
  readonly isSpotStill?: boolean;
}

export interface SimulatedWorld {
  readonly exchange: RunningExchange;
  readonly spot: SpotMarket;
  /** The instant the world stands at; a multiple of the world step. */
  nowMs(): number;
  /** Steps to the last multiple of the world step at or before `toMs`. Never call it from inside a step. */
  advanceTo(toMs: number): void;
  /** Engine events of the spot market, in time order, after each step that had any. */
  onSpot(listener: (events: readonly SpotEngineEvent[], atMs: number) => void): () => void;
  krakenUsd(): number;
  /** Kraken's one-minute candles of the last twelve hours, the forming one last. */
  candles(): readonly MinuteCandle[];
  indexUsd(): number;
  /** True volatility now, dollars per √second. */
  volatilityUsd(): number;
  /** While true, no index print reaches the exchange: strikes and settlements starve as they would in life. */
  withholdIndex(isWithheld: boolean): void;
  /** Moves the true price at once by `fraction`, within ±0.2. */
  shock(fraction: number): void;
  /** `count` public market orders in `ticker` at the venue time `atMs`; false when it does not trade. */
  burst(ticker: string, count: number, atMs: number): boolean;
  /** Holds how far all makers are wrong, in deviations of the settlement mean; null lets them wander again. */
  holdLean(deviations: number | null): void;
}

/** What moves in every step, whether or not anybody is connected. */
interface Motion {
  readonly rng: Rng;
  readonly prices: PriceWorld;
  readonly exchange: RunningExchange;
  readonly crowd: Crowd;
  /** Prices and index move; nobody trades. */
  movePrices(atMs: number): void;
  /** Markets are listed and the crowd trades. */
  trade(atMs: number): void;
  withholdIndex(isWithheld: boolean): void;
}

function createMotion(options: WorldOptions, originMs: number): Motion {
  const rng = createRng(options.seed);
  const { startUsd = 86_000, annualVolatility = 0.45 } = options;
  const { strikesPerSide = 10, bucketsPerSide = 5, stepMs = WORLD_STEP_MS } = options;
  const path = { startUsd, annualVolatility };
  const prices = createPriceWorld({ path, startMs: originMs, rng: rng.fork('prices') });
  const ids = rng.fork('exchange');
  const exchange = createExchange({ entropy: { uuid: ids.uuid, random: ids.uniform } });
  const crowd = createCrowd({
    exchange,
    rng: rng.fork('crowd'),
    startMs: originMs,
    volatilityUsd: prices.volatilityUsd(),
  });
  const width = { strikesPerSide, bucketsPerSide };
  const keeper = createMarketKeeper({ exchange, width, rng: rng.fork('keeper') });
  let isWithheld = false;
  const publish = (prints: readonly IndexPrint[], atMs: number): void => {
    if (isWithheld) return;
    for (const { sourceMs, valueUsd } of prints) {
      exchange.publishIndex(valueUsd, sourceMs, atMs);
      crowd.print(sourceMs, valueUsd);
    }
  };
  return {
    rng,
    prices,
    exchange,
    crowd,
    movePrices: (atMs) => {
      publish(prices.advance(atMs), atMs);
      if (atMs % PRICE_STEP_MS === 0) crowd.observe(atMs, prices.indexUsd());
      exchange.advance(atMs);
    },
    trade: (atMs) => {
      keeper.step(atMs, prices.indexUsd());
      crowd.step(atMs, stepMs);
    },
    withholdIndex: (next) => {
      isWithheld = next;
    },
  };
}

/** Prices alone first, then a minute and a half of trading, so that the first client finds a world mid-life. */
function backfill(motion: Motion, originMs: number, startMs: number, stepMs: number): void {
  const volume = motion.rng.fork('volume');
  const pastStep = (atMs: number): number => Math.floor(atMs / PAST_STEP_MS);
  for (let atMs = originMs; atMs < startMs; atMs += stepMs) {
    motion.movePrices(atMs);
    if (pastStep(atMs) > pastStep(atMs - stepMs)) tradeOneStep(motion.prices.candles, volume);
    if (atMs >= startMs - TRADING_BACKFILL_MS) motion.trade(atMs);
  }
}

function checkWidth(name: string, value: number | undefined): void {
  assertCondition(
    value === undefined || (Number.isInteger(value) && value >= 0 && value <= MOST_STRIKES_A_SIDE),
    `${name} must be within 0…${MOST_STRIKES_A_SIDE}, got ${value}`,
  );
}

/** A world standing at `startMs`, mid-life: markets open, books quoted, some trades done. */
export function createWorld(options: WorldOptions): SimulatedWorld {
  checkWidth('strikesPerSide', options.strikesPerSide);
  checkWidth('bucketsPerSide', options.bucketsPerSide);
  let nowMs = Math.floor(options.startMs / PRICE_STEP_MS) * PRICE_STEP_MS;
  const originMs = nowMs - PRICE_BACKFILL_MS;
  const motion = createMotion(options, originMs);
  const { stepMs = WORLD_STEP_MS } = options;
  backfill(motion, originMs, nowMs, stepMs);
  const { prices, exchange, crowd } = motion;
  const { candles } = prices;
  const random = motion.rng.fork('spot').uniform;
  const spot = createSpotMarket({ random, midUsd: prices.krakenUsd(), atMs: nowMs });
  const listeners = new Set<(events: readonly SpotEngineEvent[], atMs: number) => void>();

  const moveSpot = (atMs: number): void => {
    const mid = prices.krakenUsd();
    const relative = prices.volatilityUsd() / mid / ORDINARY_VOLATILITY;
    // Activity grows more slowly than volatility.
    const events = spot.advance(atMs, mid, Math.sqrt(relative));
    for (const { trades } of events) candles.trade(tradedBtc(trades), trades.length);
    if (events.length > 0) for (const listener of listeners) listener(events, atMs);
  };
  const step = (atMs: number): void => {
    motion.movePrices(atMs);
    if (options.isSpotStill !== true) moveSpot(atMs);
    motion.trade(atMs);
  };

  let isStepping = false;
  return {
    exchange,
    spot,
    nowMs: () => nowMs,
    advanceTo: (toMs) => {
      assertCondition(!isStepping, 'the world cannot be stepped from inside a step');
      isStepping = true;
      try {
        while (nowMs + stepMs <= toMs) {
          nowMs += stepMs;
          step(nowMs);
        }
      } finally {
        isStepping = false;
      }
    },
    onSpot: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    krakenUsd: prices.krakenUsd,
    candles: candles.rows,
    indexUsd: prices.indexUsd,
    volatilityUsd: prices.volatilityUsd,
    withholdIndex: motion.withholdIndex,
    shock: prices.shock,
    burst: (ticker, count, atMs) => crowd.burst(atMs, ticker, count),
    holdLean: crowd.holdLean,
  };
}
