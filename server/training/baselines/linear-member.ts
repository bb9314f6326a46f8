// A log-linear member: ln h = base + bias + Σ w (x − mean)/sd. In: a design and training rows. Out: fit and member.
// Fitted as a gamma GLM with log link by scoring (IRLS): its loss is QLIKE and needs no log-bias correction (models B3).

import { DAY_TERMS, MINUTE_FEATURES } from '#lib/domain/minute-row.ts';
import type { LinearFit } from '#lib/domain/signal-parameters.ts';
import { numberAt } from '#lib/number-at.ts';
import { clockTerms } from '#server/core/2-features/minutes/day-clock.ts';
import { levelBase } from '#server/core/2-features/minutes/level-base.ts';
import {
  type MinuteTarget,
  minuteFeatures,
} from '#server/core/2-features/minutes/minute-features.ts';
import { MINUTE_MS, minuteEndMs } from '#server/core/2-features/minutes/minute-series.ts';
import { boundedLog } from '#server/core/3-models/members/bounds.ts';
import type { RecordedSeries } from '../data/recorded-series.ts';
import { fitGamma } from '../fit-gamma.ts';
import { blankRow } from '../missing-columns.ts';
import { type Design, designRow } from './designs.ts';
import type { VolatilityMember } from './member.ts';

/** One training row: where it stands and its realised variance per minute. */
export interface LinearRow {
  readonly series: RecordedSeries;
  readonly index: number;
  readonly target: number;
}

function moments(rows: readonly (readonly number[])[], column: number): readonly [number, number] {
  let [count, sum, squares] = [0, 0, 0];
  for (const row of rows) {
    const value = row[column] ?? Number.NaN;
    if (!Number.isFinite(value)) continue;
    count++;
    sum += value;
    squares += value * value;
  }
  const mean = count > 0 ? sum / count : 0;
  const variance = count > 0 ? squares / count - mean * mean : 0;
  return [mean, variance > 1e-12 ? Math.sqrt(variance) : 1];
}

/** Where DAY_TERMS begin among the columns; they stand together. */
const FIRST_DAY_TERM = MINUTE_FEATURES.indexOf(DAY_TERMS[0] ?? '');

function rowOf(
  design: Design,
  series: RecordedSeries,
  at: MinuteTarget & { readonly index: number; readonly edit?: typeof blankRow | undefined },
): readonly number[] {
  const columns = minuteFeatures(series, at.index, at);
  const endMs = minuteEndMs(series, at.index);
  at.edit?.(columns, endMs);
  if (design.byUtc)
    columns.set(clockTerms(endMs + (at.horizonMinutes * MINUTE_MS) / 2), FIRST_DAY_TERM);
  return designRow(design.names, levelBase(series, at.index), columns);
}

/** Fits the weights of one horizon. */
export function fitLinear(
  design: Design,
  rows: readonly LinearRow[],
  target: MinuteTarget,
): LinearFit {
  const edit = design.blanks ? blankRow : undefined;
  const raw = rows.map(({ series, index }) => rowOf(design, series, { ...target, index, edit }));
  const scales = design.names.map((_, column) => moments(raw, column));
  const mean = scales.map((each) => each[0]);
  const sd = scales.map((each) => each[1]);
  const inputs = raw.map((row) => Float64Array.from([...standardised(row, mean, sd), 1]));
  const weights = fitGamma(
    {
      inputs,
      offsets: rows.map((each) => levelBase(each.series, each.index)),
      targets: rows.map((each) => each.target),
    },
    design.ridge,
  );
  return {
    mean,
    sd,
    weights: [...weights.slice(0, -1)],
    bias: numberAt(weights, weights.length - 1),
  };
}

function standardised(
  row: readonly number[],
  mean: readonly number[],
  sd: readonly number[],
): readonly number[] {
  return row.map((value, i) =>
    Number.isFinite(value) ? (value - (mean[i] ?? 0)) / (sd[i] ?? 1) : 0,
  );
}

/** The member of a design and its fits; null without a fit for the horizon or a base. */
export function linearMember(
  design: Design,
  fits: ReadonlyMap<number, LinearFit>,
  profile: MinuteTarget['profile'],
): VolatilityMember {
  return {
    id: design.id,
    predict: ({ series, index, horizonMinutes }) => {
      const fit = fits.get(horizonMinutes);
      const base = levelBase(series, index);
      if (!fit || Number.isNaN(base)) return null;
      const row = rowOf(design, series, { horizonMinutes, profile, index });
      let sum = fit.bias;
      standardised(row, fit.mean, fit.sd).forEach((value, i) => {
        sum += value * (fit.weights[i] ?? 0);
      });
      return Math.exp(boundedLog(base + sum, base, Number.NaN));
    },
  };
}
