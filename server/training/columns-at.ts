// The columns of a minute, made once for all members that ask one after another. In: series, minute, target. Out: columns.
import { DAY_TERMS, MINUTE_FEATURES } from '#lib/domain/minute-row.ts';
import { clockTerms } from '#server/core/2-features/minutes/day-clock.ts';
import {
  type MinuteTarget,
  minuteFeatures,
} from '#server/core/2-features/minutes/minute-features.ts';
import { MINUTE_MS, minuteEndMs } from '#server/core/2-features/minutes/minute-series.ts';
import type { RecordedSeries } from './data/recorded-series.ts';

/** Where DAY_TERMS begin among the columns; they stand together. */
const FIRST_DAY_TERM = MINUTE_FEATURES.indexOf(DAY_TERMS[0] ?? '');

interface Asked extends MinuteTarget {
  readonly series: RecordedSeries;
  readonly index: number;
}

let held: (Asked & { readonly columns: Float32Array }) | null = null;

/** The columns of minute `index`; of the last one asked for they are at hand. Shared: nobody may change them. */
export function columnsAt(
  series: RecordedSeries,
  index: number,
  { horizonMinutes, profile }: MinuteTarget,
): Float32Array {
  const same =
    held?.series === series &&
    held.index === index &&
    held.horizonMinutes === horizonMinutes &&
    held.profile === profile;
  if (held !== null && same) return held.columns;
  const columns = minuteFeatures(series, index, { horizonMinutes, profile });
  held = { series, index, horizonMinutes, profile, columns };
  return columns;
}

/** A copy of `columns` with the time of day by UTC in place of the session clock. */
export function withUtcClock(
  columns: Float32Array,
  series: RecordedSeries,
  at: { readonly index: number; readonly horizonMinutes: number },
): Float32Array {
  const byUtc = columns.slice();
  const middle = minuteEndMs(series, at.index) + (at.horizonMinutes * MINUTE_MS) / 2;
  byUtc.set(clockTerms(middle), FIRST_DAY_TERM);
  return byUtc;
}
