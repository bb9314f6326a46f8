// All baselines of one training span. In: series and spans. Out: parameters that can be kept, and members made of them.

import type { AtHorizon, SignalParameters } from '#lib/domain/signal-parameters.ts';
import { minuteEndMs } from '#server/core/2-features/minutes/minute-series.ts';
import {
  minuteIndexAt,
  type RecordedSeries,
  realisedAhead,
  returnAhead,
} from '../data/recorded-series.ts';
import { isWithin, type Span } from '../data/splits.ts';
import { rowIndices } from '../training-rows.ts';
import { DESIGNS, HAR_ID, HAR_TIME_OF_DAY } from './designs.ts';
import { fitGarch, garchMember } from './garch.ts';
import { fitLinear, type LinearRow, linearMember } from './linear-member.ts';
import { HORIZONS, type VolatilityMember } from './member.ts';
import { fitMinuteProfile } from './minute-profile.ts';
import { ewmaMember, naiveMember, riskMetricsMember } from './simple.ts';
import { fitTail, type TailFit } from './student-fit.ts';

/** Everything a fit leaves behind; plain numbers, so that it can be written down. */
export interface BaselineParameters
  extends Pick<SignalParameters, 'profile' | 'garch' | 'linear' | 'tails'> {
  /** Series it was fitted on, in words. */
  readonly fittedOn: string;
  readonly fittedFromMs: number;
  readonly fittedToMs: number;
}

/** Training rows overlap heavily: every third minute loses nothing. */
const EVERY_MINUTES = 3;

/** Rows of these spans, every third minute, with their targets. */
export function trainingRows(
  series: readonly RecordedSeries[],
  spans: readonly Span[],
  minutes: number,
): readonly LinearRow[] {
  const choice = { spans, horizonMinutes: minutes, everyMinutes: EVERY_MINUTES };
  return series.flatMap((each) =>
    Array.from(rowIndices(each, choice), (index) => ({
      series: each,
      index,
      target: realisedAhead(each, index, minutes),
    })),
  );
}

/** Returns of the spans on the grid; NaN outside them. */
function spanReturns(series: readonly RecordedSeries[], spans: readonly Span[]): Float64Array {
  const parts = series.map((each) =>
    each.returns
      .map((value, i) => (isWithin(spans, minuteEndMs(each, i)) ? value : Number.NaN))
      .slice(0, 1 + minuteIndexAt(each, Math.max(...spans.map((span) => span.toMs)))),
  );
  return Float64Array.from(parts.flatMap((part) => [...part]));
}

/** z = return ÷ √(forecast variance) over windows of the horizon that do not overlap. */
function standardisedReturns(
  member: VolatilityMember,
  series: readonly RecordedSeries[],
  choice: { readonly spans: readonly Span[]; readonly horizonMinutes: number },
): readonly number[] {
  const { horizonMinutes } = choice;
  return series.flatMap((each) =>
    Array.from(rowIndices(each, { ...choice, everyMinutes: horizonMinutes }), (index) => {
      const variance = member.predict({ series: each, index, horizonMinutes });
      const value = returnAhead(each, index, horizonMinutes);
      return variance === null ? Number.NaN : value / Math.sqrt(variance * horizonMinutes);
    }).filter(Number.isFinite),
  );
}

function fitsById(parameters: Pick<BaselineParameters, 'linear'>, id: string) {
  const found = parameters.linear.find((each) => each.id === id);
  return new Map((found?.fits ?? []).map((each) => [each.minutes, each.value]));
}

/** The members of kept parameters, plainest first. */
export function membersOf(
  parameters: Pick<BaselineParameters, 'linear' | 'garch' | 'profile'>,
): readonly VolatilityMember[] {
  const { profile } = parameters;
  return [
    naiveMember,
    riskMetricsMember,
    ewmaMember,
    garchMember(parameters.garch),
    ...DESIGNS.map((design) => linearMember(design, fitsById(parameters, design.id), profile)),
  ];
}

/** Fits every baseline on the rows of `spans`; throws when they hold no rows. Deterministic. */
export function fitBaselines(
  series: readonly RecordedSeries[],
  spans: readonly Span[],
): BaselineParameters {
  const profile = fitMinuteProfile(series, spans);
  const rowsBy = HORIZONS.map((minutes) => trainingRows(series, spans, minutes));
  const rows = rowsBy[0]?.length ?? 0;
  if (rows < 1_000) throw new Error(`${rows} training rows are too few to fit baselines`);
  const linear = DESIGNS.map((design) => ({
    id: design.id,
    names: design.names,
    fits: HORIZONS.map((minutes, h) => ({
      minutes,
      value: fitLinear(design, rowsBy[h] ?? [], { horizonMinutes: minutes, profile }),
    })),
  }));
  const garch = fitGarch(spanReturns(series, spans));
  const fitted = { profile, garch, linear };
  const reference = linearMember(HAR_TIME_OF_DAY, fitsById(fitted, HAR_TIME_OF_DAY.id), profile);
  const ends = (rowsBy[0] ?? []).map((row) => minuteEndMs(row.series, row.index));
  return {
    ...fitted,
    fittedOn: [...new Set((rowsBy[0] ?? []).map((row) => row.series.id))].join(', '),
    fittedFromMs: ends.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY),
    fittedToMs: ends.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY),
    tails: HORIZONS.map((minutes) => ({
      minutes,
      value: fitTail(standardisedReturns(reference, series, { spans, horizonMinutes: minutes })),
    })),
  };
}

/** The tail for a horizon, by the nearest fitted one in ln(minutes). */
export function tailAt(tails: readonly AtHorizon<TailFit>[], minutes: number): TailFit {
  const distance = (each: number) => Math.abs(Math.log(each / Math.max(0.1, minutes)));
  const nearest = tails.toSorted((a, b) => distance(a.minutes) - distance(b.minutes))[0];
  return nearest?.value ?? { nu: 5, scale: 1 };
}

/** Variance per minute of a usual minute of the training span: what HAR says of its mean inputs. */
export function usualVariance(parameters: Pick<SignalParameters, 'linear'>): number {
  const fit = fitsById(parameters, HAR_ID).get(60);
  return Math.exp((fit?.mean[0] ?? Number.NaN) + (fit?.bias ?? Number.NaN));
}
