// What re-pricing a ladder on a tick costs, and what a refit from evidence costs. In: strikes. Out: latencies.
// Everything a fair value holds: speakers, calibrated band, confidence, blend with the mid, coherence between strikes.
import { assertCondition, ensure } from '#lib/check.ts';
import { btcCents, btcUsd } from '#lib/domain/btc.ts';
import type { Forecast } from '#lib/domain/forecast.ts';
import { eventTicker, marketTicker, sha256Hex } from '#lib/domain/ids.ts';
import { addMs, wallMs } from '#lib/domain/instant.ts';
import type { Market } from '#lib/domain/market.ts';
import { HORIZONS_MINUTES } from '#lib/domain/minute-row.ts';
import { unwrap } from '#lib/result.ts';
import {
  type FairValueInput,
  forecastToFairValue,
} from '#server/core/3-models/forecast-to-fair-value.ts';
import { createProfile } from '#server/core/3-models/intraday-profile.ts';
import { normalCdf } from '#server/core/3-models/normal-cdf.ts';
import { type Priced, quoteAt } from '#server/core/3-models/probability/blend-with-mid.ts';
import { unfitted } from '#server/core/3-models/probability/buckets.ts';
import { closeLaw } from '#server/core/3-models/probability/close-law.ts';
import { MOST_PAIRS } from '#server/core/3-models/probability/evidence.ts';
import { type Ladder, ladderOf } from '#server/core/3-models/probability/ladder.ts';
import { calibratedCurve } from '#server/core/3-models/probability/model-view.ts';
import { fitBucket } from '#server/core/3-models/probability/refit.ts';
import { scratchOf } from '#server/core/3-models/probability/scratch.ts';
import { survivalOf, VIEW } from '#server/core/3-models/probability/survival.ts';
import { countAhead } from '#server/core/3-models/settlement-average.ts';
import { createRng } from '#server/simulator/seeded/rng.ts';
import { Durations, type Percentiles } from './timing.ts';

const OPEN_AT = wallMs(1_795_359_600_000);
const CLOSE_AT = addMs(OPEN_AT, 3_600_000);
const SPOT_USD = 90_000;
/** Steps of the ladder, USD, and of the clock, ms. */
const STEP_USD = 100;
const TICK_MS = 200;
const WARM_UP = 2_000;
const CALLS = 6_000;

function market(place: number, strikes: number): Market {
  return {
    ticker: marketTicker(`KXBTCD-BENCH-T${place}`),
    event: eventTicker('KXBTCD-BENCH'),
    series: 'KXBTCD',
    rule: { kind: 'above', strike: btcCents(100 * (SPOT_USD + (place - strikes / 2) * STEP_USD)) },
    openAt: OPEN_AT,
    closeAt: CLOSE_AT,
    status: 'active',
    grid: [],
    shard: 2,
    fee: { kind: 'quadratic', multiplier: 1 },
    result: null,
    title: '',
  };
}

/** Four horizons, two learned members, tails that differ by horizon. */
const FORECAST: Forecast = {
  at: OPEN_AT,
  horizons: HORIZONS_MINUTES.map((minutes) => ({
    minutes,
    variancePerSecond: 6e-9,
    logVarianceSd: 0.6,
    tailNu: 4 + minutes / 60,
    tailScale: 1,
    base: -19,
    members: [
      { id: 'gbdt', kind: 'tree', logVariance: -18.9, weight: 0.5, source: 'onnx' },
      { id: 'gru', kind: 'sequence', logVariance: -19, weight: 0.5, source: 'onnx' },
    ],
    contributions: [],
  })),
  refused: [],
  modelId: 'gbdt+gru',
  modelHash: null,
  inputHash: sha256Hex('0'.repeat(64)),
  fallback: null,
};

const FLAT = createProfile(Array.from({ length: 60 }, () => 1));

/** Calibrated and blended: the dearest case. */
const TERMS = { a: 0.02, b: 1.05, beta: 0.3, betaReach: 0.2, markets: 500 };

export interface RepriceLatency {
  /** The law of the close and P(A > K) at every strike: as combined, by each speaker, at every end of its doubts, calibrated. */
  readonly pure: Percentiles;
  /** The whole: band, confidence, blend with the mid, coherence, greeks, one FairValue a strike. */
  readonly whole: Percentiles;
  /** The named reference: as many closed-form lognormal prices, ln and Φ each. Median µs. */
  readonly closedFormUs: number;
}

/** As many textbook prices, Φ((ln(S/K) − v/2) ÷ √v); returns their sum, so that none is left out. */
function closedForm(strikesUsd: Float64Array, spotUsd: number): number {
  const variance = 6e-9 * 1_800;
  const sd = Math.sqrt(variance);
  let sum = 0;
  for (const strike of strikesUsd)
    sum += normalCdf((Math.log(spotUsd / strike) - variance / 2) / sd);
  return sum;
}

/** One tick: the inputs of a re-pricing of the ladder. */
function tickInput(ladder: Ladder, call: number, spotUsd: number): FairValueInput {
  const at = addMs(OPEN_AT, (call * TICK_MS) % 3_000_000);
  const seconds = (CLOSE_AT - at) / 1000;
  const { unknownCount, secondsToNext } = countAhead(seconds);
  const { length } = ladder.markets;
  return {
    forecast: { ...FORECAST, at },
    estimate: { at, value: btcUsd(spotUsd), basisSdUsd: 0, source: 'brti' },
    window: {
      ...{ knownCount: 0, knownSumUsd: 0, missingCount: 0, unknownCount },
      ...{ secondsToNextPrint: secondsToNext, secondsToClose: seconds },
    },
    ...{ closeAt: CLOSE_AT, at, profile: FLAT, logVarianceSd: null, ladder, terms: TERMS },
    quotes: ladder.markets.map((_, i) =>
      quoteAt(Math.min(0.985, Math.max(0.015, 0.5 - (i - length / 2) / 50)), 0.02),
    ),
  };
}

/** Only the probabilities, without the objects around them; returns one of them. */
function priceOnly(input: FairValueInput): number {
  const survival = survivalOf(unwrap(closeLaw(input)), input.ladder);
  const curve = ensure(survival[VIEW.law], 'the law speaks');
  return calibratedCurve(curve, input.terms, scratchOf(input.ladder).calibrated)[1] ?? 0;
}

/** One re-pricing of `strikes` strikes that close together, five times a second. */
export function repriceLatency(strikes: number, calls: number = CALLS): RepriceLatency {
  const ladder = ladderOf(Array.from({ length: strikes }, (_, i) => market(i, strikes)));
  const strikesUsd = Float64Array.from(
    { length: strikes },
    (_, i) => SPOT_USD + (i - strikes / 2) * STEP_USD,
  );
  const rng = createRng('reprice');
  const fairs = new Map<string, Priced>();
  const [pure, whole, reference] = [new Durations(), new Durations(), new Durations()];
  let sum = 0;
  for (let call = -WARM_UP; call < calls; call++) {
    const input = tickInput(ladder, call + WARM_UP, SPOT_USD + rng.normal());
    const works: readonly [Durations, () => void][] = [
      [pure, () => (sum += priceOnly(input))],
      [
        whole,
        () => {
          for (const one of unwrap(forecastToFairValue(input))) fairs.set(one.fair.ticker, one);
        },
      ],
      [reference, () => (sum += closedForm(strikesUsd, input.estimate.value))],
    ];
    for (const [durations, work] of works) {
      if (call < 0) work();
      else durations.time(work);
    }
  }
  assertCondition(sum > 0 && fairs.size === strikes, 'every strike has its price');
  return {
    pure: pure.percentiles(),
    whole: whole.percentiles(),
    closedFormUs: reference.percentiles().p50Us,
  };
}

/** Percentiles of one refit of a full bucket: 2 000 settled quotes, at most once a second, never on a tick. */
export function refitLatency(calls = 60): Percentiles {
  const rng = createRng('refit');
  const pairs = Array.from({ length: MOST_PAIRS }, () => {
    const mid = 0.03 + 0.94 * rng.uniform();
    const model = Math.min(0.99, Math.max(0.01, mid + 0.1 * rng.normal()));
    return { mid, model, yes: rng.uniform() < (mid + model) / 2, weight: 1 };
  });
  const fitted = new Durations();
  for (let call = 0; call < calls; call++) fitted.time(() => fitBucket(unfitted(300), pairs));
  return fitted.percentiles();
}
