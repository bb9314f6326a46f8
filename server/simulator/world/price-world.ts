// The simulated prices: true path, venue mids, index prints. In: the time to advance to. Out: what was published meanwhile.
import { assertCondition } from '#lib/check.ts';
import type { Rng } from '../seeded/rng.ts';
import {
  type BtcPathOptions,
  type BtcPathState,
  pathUsd,
  startBtcPath,
  stepBtcPath,
  volatilityPerRootSecond,
} from './btc-path.ts';
import { createMinuteCandles, type MinuteCandles } from './minute-candles.ts';
import { addPast } from './price-past.ts';
import { createVenueMids } from './venue-mids.ts';

/** The path and the venues move in steps of this many milliseconds; whole seconds are multiples of it. */
export const PRICE_STEP_MS = 100;

/** Kalshi shows an index value about 74 ms after its source stamp (kalshi-api §5.5, capture of 5 October 2026). */
export const INDEX_DELAY_MS = 75;

/** One value of the settlement index, in dollars at two decimals, stamped on a whole second. */
export interface IndexPrint {
  readonly sourceMs: number;
  readonly valueUsd: number;
}

export interface PriceWorld {
  /** Moves all prices to `nowMs` and returns the prints whose publication (stamp + delay) has come, oldest first. */
  advance(nowMs: number): readonly IndexPrint[];
  krakenUsd(): number;
  /** The unpublished weighted mid: what a perfectly informed trader would know. */
  indexUsd(): number;
  /** True diffusive volatility now, dollars per √second. */
  volatilityUsd(): number;
  jumps(): number;
  /** Kraken's candles, half a day before the start included. */
  readonly candles: MinuteCandles;
  /** Moves the true price at once by `fraction` (0.002 = +20 bp), for faults and demonstrations. */
  shock(fraction: number): void;
}

/** Prices standing at `startMs`, which must be a multiple of the price step. */
export function createPriceWorld(input: {
  readonly path: BtcPathOptions;
  readonly startMs: number;
  readonly rng: Rng;
}): PriceWorld {
  assertCondition(input.startMs % PRICE_STEP_MS === 0, 'startMs must be a multiple of 100 ms');
  const pathRng = input.rng.fork('path');
  let state: BtcPathState = startBtcPath(input.path, input.startMs, pathRng);
  const venues = createVenueMids(pathUsd(state), input.rng.fork('venues'));
  let waiting: IndexPrint[] = [];
  const candles = createMinuteCandles();
  const liftUsd = venues.midUsd('kraken') - pathUsd(state);
  addPast(candles, { options: input.path, first: state }, { rng: input.rng.fork('past'), liftUsd });

  const stepOnce = (): void => {
    state = stepBtcPath(input.path, state, { dtMs: PRICE_STEP_MS, rng: pathRng });
    venues.step(pathUsd(state), PRICE_STEP_MS);
    candles.price(state.atMs, venues.midUsd('kraken'));
    if (state.atMs % 1000 !== 0) return;
    waiting.push({
      sourceMs: state.atMs,
      valueUsd: Math.round(venues.indexUsd() * 100) / 100,
    });
  };

  return {
    advance: (nowMs) => {
      while (state.atMs + PRICE_STEP_MS <= nowMs) stepOnce();
      const isDue = (print: IndexPrint): boolean => print.sourceMs + INDEX_DELAY_MS <= nowMs;
      const due = waiting.filter(isDue);
      if (due.length > 0) waiting = waiting.filter((print) => !isDue(print));
      return due;
    },
    krakenUsd: () => venues.midUsd('kraken'),
    indexUsd: () => venues.indexUsd(),
    volatilityUsd: () => volatilityPerRootSecond(input.path, state) * pathUsd(state),
    jumps: () => state.jumps,
    candles,
    shock: (fraction) => {
      assertCondition(
        Number.isFinite(fraction) && Math.abs(fraction) <= 0.2,
        'shock must be within ±0.2',
      );
      state = { ...state, logPrice: state.logPrice + Math.log1p(fraction) };
    },
  };
}
