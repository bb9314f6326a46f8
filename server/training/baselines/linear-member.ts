// A log-linear member: ln h = base + bias + Σ w (x − mean)/sd. In: a design and training rows. Out: fit and member.
// Fitted as a gamma GLM with log link by scoring (IRLS): its loss is QLIKE and needs no log-bias correction (models B3).

import { MINUTE_FEATURES } from '#lib/domain/minute-row.ts';
import type { LinearFit } from '#lib/domain/signal-parameters.ts';
import { numberAt } from '#lib/number-at.ts';
import { levelBase } from '#server/core/2-features/minutes/level-base.ts';
import type { MinuteTarget } from '#server/core/2-features/minutes/minute-features.ts';
import { minuteEndMs } from '#server/core/2-features/minutes/minute-series.ts';
import { boundedLog } from '#server/core/3-models/members/bounds.ts';
import { linearCorrection, planLinear } from '#server/core/3-models/members/linear.ts';
import { columnsAt, withUtcClock } from '../columns-at.ts';
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

/** What a design reads of a minute. */
function columnsFor(
  design: Design,
  series: RecordedSeries,
  at: MinuteTarget & { readonly index: number },
): Float32Array {
  const columns = columnsAt(series, at.index, at);
  return design.byUtc ? withUtcClock(columns, series, at) : columns;
}

/** The training values of a design, blanked where its minute was drawn; missing is NaN. */
function trainingValues(design: Design, row: LinearRow, target: MinuteTarget): readonly number[] {
  const { series, index } = row;
  const columns = columnsFor(design, series, { ...target, index }).slice();
  if (design.blanks) blankRow(columns, minuteEndMs(series, index));
  return designRow(design.names, levelBase(series, index), columns);
}

/** Fits the weights of one horizon. */
export function fitLinear(
  design: Design,
  rows: readonly LinearRow[],
  target: MinuteTarget,
): LinearFit {
  const raw = rows.map((row) => trainingValues(design, row, target));
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

/** The member of a design and its fits, answering as the core does; null without a fit for the horizon or a base. */
export function linearMember(
  design: Design,
  fits: ReadonlyMap<number, LinearFit>,
  profile: MinuteTarget['profile'],
): VolatilityMember {
  const plans = new Map(
    [...fits].map(([minutes, fit]) => [minutes, planLinear(design.names, fit, MINUTE_FEATURES)]),
  );
  return {
    id: design.id,
    predict: ({ series, index, horizonMinutes }) => {
      const plan = plans.get(horizonMinutes);
      const base = levelBase(series, index);
      if (!plan || Number.isNaN(base)) return null;
      const columns = columnsFor(design, series, { horizonMinutes, profile, index });
      const correction = linearCorrection(plan, { base, columns });
      return Math.exp(boundedLog(base + correction, base, Number.NaN));
    },
  };
}
