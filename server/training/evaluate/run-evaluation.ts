// The evaluation of a folder. In: recordings, a plan, a seed, members to judge. Out: the report.
// Baselines are fitted on the volatility train span, calibration and blend on markets that closed before the scored ones.
import { type BaselineParameters, fitBaselines, membersOf } from '../baselines/fit-baselines.ts';
import type { VolatilityMember } from '../baselines/member.ts';
import type { Recordings } from '../data/load-folder.ts';
import { type MinuteSeries, minuteEndMs, toMinuteSeries } from '../data/minute-series.ts';
import { VOLATILITY_TRAIN } from '../data/splits.ts';
import { chooseQuotes } from './choose-quotes.ts';
import { type Period, type Plan, spansWithout, startOf } from './plan.ts';
import { type PricedQuote, type PricingSources, priceQuote } from './price-quotes.ts';
import type {
  EvaluationReport,
  FitOrigin,
  PeriodReport,
  ProbabilityReport,
  SeriesReport,
} from './report.ts';
import { type BucketFit, fitBuckets, scoreBuckets } from './score-probability.ts';
import { REFERENCE_ID, scoreSeries } from './score-volatility.ts';
import { settledMeans } from './sparse-variance.ts';
import { type SpotTape, spotTape } from './spot-tape.ts';
import { EMBARGO_MS, PURGE_MS, walkForward } from './walk-forward.ts';
import { warningsOf } from './warnings.ts';

/** Numbers learnt earlier, for folders that hold nothing to learn from. */
export interface ShippedFit {
  readonly baselines: BaselineParameters;
  readonly buckets: readonly BucketFit[];
  /** The markets of `buckets` closed before this. */
  readonly bucketsFittedToMs: number;
}

export interface EvaluationInput {
  readonly recordings: Recordings;
  readonly plan: Plan;
  readonly seed: number;
  readonly walkForward: boolean;
  readonly shipped: ShippedFit;
  /** Members beside the baselines; they must not have been fitted on what is scored. */
  readonly extraMembers: readonly VolatilityMember[];
}

interface Bench {
  readonly input: EvaluationInput;
  readonly series: readonly MinuteSeries[];
  readonly tape: SpotTape;
  readonly baselines: BaselineParameters;
  readonly members: readonly VolatilityMember[];
}

/** Fits on the folder's own training span, or takes what was shipped when it has none. */
function baselinesOf(
  series: readonly MinuteSeries[],
  shipped: ShippedFit,
): { readonly baselines: BaselineParameters; readonly origin: FitOrigin } {
  const inSpan = series.some(
    (each) =>
      each.firstEndMs < VOLATILITY_TRAIN.toMs &&
      minuteEndMs(each, each.length - 1) - VOLATILITY_TRAIN.fromMs > 7 * 86_400_000,
  );
  const train = inSpan ? trainable(series) : [];
  return train.length === 0
    ? { baselines: shipped.baselines, origin: 'shipped' }
    : { baselines: fitBaselines(train, [VOLATILITY_TRAIN]), origin: 'folder' };
}

/** Series with at least a week of minutes in the training span. */
function trainable(series: readonly MinuteSeries[]): readonly MinuteSeries[] {
  return series.filter((each) => {
    const from = Math.max(each.firstEndMs, VOLATILITY_TRAIN.fromMs);
    const to = Math.min(minuteEndMs(each, each.length - 1), VOLATILITY_TRAIN.toMs);
    return to - from > 7 * 86_400_000;
  });
}

function scoreOne(bench: Bench, series: MinuteSeries, period: Period): SeriesReport | null {
  const { input, baselines } = bench;
  const fitted = {
    fromMs: baselines.fittedFromMs,
    toMs: baselines.fittedToMs + PURGE_MS + EMBARGO_MS,
  };
  const folds = input.walkForward
    ? walkForward(series, period.spot)
    : [
        {
          spans: spansWithout(period.spot, fitted),
          members: bench.members,
          tails: baselines.tails,
        },
      ];
  const horizons = scoreSeries(series, folds, input.seed);
  if (horizons.length === 0) return null;
  return {
    id: series.id,
    fromMs: series.firstEndMs,
    toMs: minuteEndMs(series, series.length - 1),
    fitted: input.walkForward ? 'walk-forward' : 'once',
    horizons,
  };
}

function pricedIn(bench: Bench, period: Pick<Period, 'markets'>) {
  const { recordings } = bench.input;
  const member = bench.members.find((each) => each.id === REFERENCE_ID);
  if (!member) throw new Error(`no member ${REFERENCE_ID} to price with`);
  const sources: PricingSources = {
    tape: bench.tape,
    settled: settledMeans(recordings.markets),
    longRunPerSecond: bench.baselines.meanVariance / 60,
    series: bench.series,
    member,
    tails: bench.baselines.tails,
    profile: Float64Array.from(bench.baselines.profile),
  };
  const { chosen, leftOut } = chooseQuotes(recordings, bench.tape, period.markets);
  const priced = chosen.flatMap((quote): readonly PricedQuote[] => {
    const made = priceQuote(quote, sources);
    return made === null ? [] : [made];
  });
  return { priced, leftOut };
}

/** Fits of the markets that closed an hour and more before `startMs`. */
function bucketsBefore(
  bench: Bench,
  startMs: number,
): { readonly fits: readonly BucketFit[]; readonly origin: FitOrigin } {
  const span = { fromMs: Number.NEGATIVE_INFINITY, toMs: startMs - EMBARGO_MS };
  const { priced } = pricedIn(bench, { markets: [span] });
  if (priced.length > 0) return { fits: fitBuckets(priced), origin: 'folder' };
  const { shipped } = bench.input;
  return shipped.bucketsFittedToMs + EMBARGO_MS <= startMs
    ? { fits: shipped.buckets, origin: 'shipped' }
    : { fits: fitBuckets([]), origin: 'none' };
}

function probabilityOf(bench: Bench, period: Period): ProbabilityReport | null {
  const { priced, leftOut } = pricedIn(bench, period);
  if (priced.length === 0 && Object.keys(leftOut).length === 0) return null;
  const first = priced.reduce((least, each) => Math.min(least, each.closeMs), Infinity);
  const startMs = Math.max(startOf(period.markets), Math.min(first, Number.MAX_SAFE_INTEGER));
  const { fits, origin } = bucketsBefore(bench, startMs);
  return {
    fitOrigin: origin,
    fittedBeforeMs: startMs - EMBARGO_MS,
    fits,
    buckets: scoreBuckets(priced, { fits, seed: bench.input.seed }),
    leftOut,
  };
}

const PROXIES = [
  '1 min: one squared 1-minute return (unbiased, very noisy: differences count, levels do not)',
  '5 min: sum of five squared 1-minute returns',
  '15 and 60 min: sum of squared 1-minute returns, nine tenths of the minutes recorded',
];

/** Runs everything of the plan. Deterministic by seed; throws when a member it needs is missing. */
export function runEvaluation(input: EvaluationInput): EvaluationReport {
  const series = input.recordings.bars.map(toMinuteSeries);
  const { baselines, origin } = baselinesOf(series, input.shipped);
  const bench: Bench = {
    input,
    series,
    tape: spotTape(input.recordings),
    baselines,
    members: [...membersOf(baselines), ...input.extraMembers],
  };
  const periods = input.plan.periods.map(
    (period): PeriodReport => ({
      name: period.name,
      series: series.flatMap((each) => {
        const scored = scoreOne(bench, each, period);
        return scored === null ? [] : [scored];
      }),
      probability: probabilityOf(bench, period),
    }),
  );
  const { linear: _linear, profile: _profile, ...fit } = baselines;
  return {
    seed: input.seed,
    volatilityFit: { ...fit, origin },
    proxies: PROXIES,
    periods,
    warnings: warningsOf(input, periods),
    log: [],
  };
}

/** What `runEvaluation` would fit on this folder, to be kept: baselines, and buckets of all markets before `startMs`. */
export function makeShippedFit(input: EvaluationInput, startMs: number): ShippedFit {
  const series = input.recordings.bars.map(toMinuteSeries);
  const { baselines, origin } = baselinesOf(series, input.shipped);
  if (origin !== 'folder') throw new Error('the folder has no training span to fit on');
  const bench: Bench = {
    input,
    series,
    tape: spotTape(input.recordings),
    baselines,
    members: membersOf(baselines),
  };
  const span = { fromMs: Number.NEGATIVE_INFINITY, toMs: startMs };
  const buckets = fitBuckets(pricedIn(bench, { markets: [span] }).priced);
  return { baselines, buckets, bucketsFittedToMs: startMs };
}
