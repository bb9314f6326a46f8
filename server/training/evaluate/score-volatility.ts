// QLIKE of members on one series. In: a series, folds of members and spans. Out: one score a horizon, paired to a reference.

import type { AtHorizon } from '#lib/domain/signal-parameters.ts';
import { minuteEndMs } from '#server/core/2-features/minutes/minute-series.ts';
import { HAR_TIME_OF_DAY, HAR_UTC } from '../baselines/designs.ts';
import { tailAt } from '../baselines/fit-baselines.ts';
import { HORIZONS, type VolatilityMember } from '../baselines/member.ts';
import type { TailFit } from '../baselines/student-fit.ts';
import { type RecordedSeries, realisedAhead, returnAhead } from '../data/recorded-series.ts';
import type { Span } from '../data/splits.ts';
import { qlike } from '../fit-gamma.ts';
import { COMBINATION_ID } from '../train/combination.ts';
import { rowIndices } from '../training-rows.ts';
import { ClusterSums, type Estimate } from './bootstrap.ts';
import { unitStudentQuantile } from './student-quantile.ts';

/** What every difference is taken to unless the caller says otherwise: HAR with time of day as models B5 has it. */
const REFERENCE_ID = HAR_UTC.id;
/** Who prices and whose interval is checked: the combination, else this. */
export const REGRESSION_ID = HAR_TIME_OF_DAY.id;
const BLOCK_MS = 4 * 3_600_000;
/** A window in which nothing moved counts as (0.1 bp)² in all: QLIKE needs ln y; the same for every member. */
const LEAST_VARIANCE = 1e-10;

/** Members fitted before `spans`, to be scored on them. */
export interface Fold {
  readonly spans: readonly Span[];
  readonly members: readonly VolatilityMember[];
  readonly tails: readonly AtHorizon<TailFit>[];
}

export interface MemberScore {
  readonly id: string;
  readonly qlike: number;
  /** QLIKE minus that of the reference, on the same rows; positive is worse. */
  readonly difference: Estimate;
}

export interface HorizonScore {
  readonly minutes: number;
  readonly rows: number;
  /** Rows whose target was raised to the least variance. */
  readonly still: number;
  readonly members: readonly MemberScore[];
  /** Share of returns inside the 80 % interval of the combination (else of HAR) with the fitted tail; windows do not overlap. */
  readonly coverage: Estimate;
}

interface Tally {
  readonly referenceId: string;
  readonly losses: Map<string, number>;
  readonly differences: Map<string, ClusterSums>;
  readonly coverage: ClusterSums;
  rows: number;
  still: number;
}

/** Adds one row to the tally, if every member has a forecast for it. */
function tallyRow(
  tally: Tally,
  fold: Fold,
  at: { series: RecordedSeries; index: number; horizonMinutes: number },
): void {
  const { series, index, horizonMinutes } = at;
  const forecasts = fold.members.map((member) => member.predict(at));
  const place = fold.members.findIndex((member) => member.id === tally.referenceId);
  const reference = forecasts[place] ?? null;
  if (reference === null || forecasts.some((each) => each === null)) return;
  const measured = realisedAhead(series, index, horizonMinutes);
  const target = Math.max(measured, LEAST_VARIANCE / horizonMinutes);
  const endMs = minuteEndMs(series, index);
  const block = Math.floor(endMs / BLOCK_MS);
  const base = qlike(target, reference);
  tally.rows++;
  if (target > measured) tally.still++;
  fold.members.forEach((member, i) => {
    const loss = qlike(target, forecasts[i] ?? Number.NaN);
    tally.losses.set(member.id, (tally.losses.get(member.id) ?? 0) + loss);
    const sums = tally.differences.get(member.id) ?? new ClusterSums();
    tally.differences.set(member.id, sums);
    sums.add(block, loss - base);
  });
  if ((endMs / 60_000) % horizonMinutes !== 0) return;
  const { nu, scale } = tailAt(fold.tails, horizonMinutes);
  const speaks = (id: string) => forecasts[fold.members.findIndex((each) => each.id === id)];
  const variance = speaks(COMBINATION_ID) ?? speaks(REGRESSION_ID) ?? reference;
  const half = unitStudentQuantile(0.9, nu) * scale * Math.sqrt(variance * horizonMinutes);
  const moved = Math.abs(returnAhead(series, index, horizonMinutes));
  if (Number.isFinite(moved)) tally.coverage.add(block, moved <= half ? 1 : 0);
}

/** The fold with the members that were made for the horizon. */
function foldAt(fold: Fold, minutes: number): Fold {
  const members = fold.members.filter((each) => each.horizons?.includes(minutes) ?? true);
  return { ...fold, members };
}

/**
 * Scores each fold's members on each fold's spans, every minute, paired to `referenceId` (har-utc); horizons without a row
 * are left out. Every fold must have the same members.
 */
export function scoreSeries(
  series: RecordedSeries,
  folds: readonly Fold[],
  how: { readonly seed: number; readonly referenceId?: string },
): readonly HorizonScore[] {
  const { seed, referenceId = REFERENCE_ID } = how;
  return HORIZONS.flatMap((minutes) => {
    const tally: Tally = {
      referenceId,
      losses: new Map(),
      differences: new Map(),
      coverage: new ClusterSums(),
      rows: 0,
      still: 0,
    };
    for (const each of folds) {
      const fold = foldAt(each, minutes);
      const choice = { spans: fold.spans, horizonMinutes: minutes, everyMinutes: 1 };
      for (const index of rowIndices(series, choice))
        tallyRow(tally, fold, { series, index, horizonMinutes: minutes });
    }
    if (tally.rows === 0) return [];
    const members = [...tally.differences].map(([id, sums]) => ({
      id,
      qlike: (tally.losses.get(id) ?? Number.NaN) / tally.rows,
      difference: sums.estimate({ seed }),
    }));
    return [
      {
        minutes,
        rows: tally.rows,
        still: tally.still,
        members,
        coverage: tally.coverage.estimate({ seed }),
      },
    ];
  });
}
