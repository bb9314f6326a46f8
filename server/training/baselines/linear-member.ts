// A log-linear member: ln h = base + bias + Σ w (x − mean)/sd. In: a design and training rows. Out: fit and member.
// Fitted as a gamma GLM with log link by scoring (IRLS): its loss is QLIKE and needs no log-bias correction (models B3).
import type { MinuteSeries } from '../data/minute-series.ts';
import { fitGamma } from '../fit-gamma.ts';
import { numberAt } from '../number-at.ts';
import { levelBase, type WindowTarget } from '../windows.ts';
import type { VolatilityMember } from './member.ts';

/** Columns of a linear member and how to make them; NaN = missing, and then counts as the training mean. */
export interface Design {
  readonly id: string;
  readonly names: readonly string[];
  readonly row: (series: MinuteSeries, i: number, target: WindowTarget) => readonly number[];
  /** Pull of the standardised weights to zero, in rows. */
  readonly ridge: number;
}

/** What a fit leaves behind, one for each horizon. */
export interface LinearFit {
  readonly mean: readonly number[];
  readonly sd: readonly number[];
  readonly weights: readonly number[];
  readonly bias: number;
}

/** Each log-forecast stays within base − 1.5 … base + 2 (models B5, lesson 5). */
const LOWEST_CORRECTION = -1.5;
const HIGHEST_CORRECTION = 2;

/** One training row: where it stands and its realised variance per minute. */
export interface LinearRow {
  readonly series: MinuteSeries;
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

/** Fits the weights of one horizon. */
export function fitLinear(
  design: Design,
  rows: readonly LinearRow[],
  target: WindowTarget,
): LinearFit {
  const raw = rows.map((each) => design.row(each.series, each.index, target));
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
  profile: WindowTarget['profile'],
): VolatilityMember {
  return {
    id: design.id,
    predict: ({ series, index, horizonMinutes }) => {
      const fit = fits.get(horizonMinutes);
      const base = levelBase(series, index);
      if (!fit || Number.isNaN(base)) return null;
      const row = design.row(series, index, { horizonMinutes, profile });
      let sum = fit.bias;
      standardised(row, fit.mean, fit.sd).forEach((value, i) => {
        sum += value * (fit.weights[i] ?? 0);
      });
      return Math.exp(base + Math.max(LOWEST_CORRECTION, Math.min(HIGHEST_CORRECTION, sum)));
    },
  };
}
