// Training rows for the tree members: one row a minute of relative features. In: a series. Out: typed arrays.
// Features: models C2. All are dimensionless (models B5, lesson 1); missing is NaN; nothing after the row's minute is read.

import {
  MINUTE_MS,
  type MinuteSeries,
  minuteEndMs,
  realisedAhead,
  trailingMean,
} from './data/minute-series.ts';
import { isWithin, type Span } from './data/splits.ts';
import { DAY_TERMS, dayTerms, type MinuteProfile, profileMean } from './day-clock.ts';
import { jumpAges } from './jump-age.ts';
import { numberAt } from './number-at.ts';

const LOOK_BACKS = [1, 5, 15, 60, 240, 1440] as const;
const SHARE_LOOK_BACKS = [15, 60] as const;
const VOLUME_LOOK_BACKS = [1, 5, 15, 60] as const;
const RETURN_LOOK_BACKS = [5, 15, 60] as const;
/** A squared return this far under the base is as good as zero: keeps logs finite. */
const LEAST_RATIO = 0.01;

/** Names of the columns, in order. */
export const WINDOW_FEATURES: readonly string[] = [
  ...LOOK_BACKS.map((w) => `rv·${w}m`),
  ...LOOK_BACKS.map((w) => `gk·${w}m`),
  ...SHARE_LOOK_BACKS.map((w) => `bipower-share·${w}m`),
  ...VOLUME_LOOK_BACKS.map((w) => `volume·${w}m`),
  ...RETURN_LOOK_BACKS.flatMap((w) => [`return·${w}m`, `fall·${w}m`]),
  ...DAY_TERMS,
  'minute-factor',
  'minute-factor·5m-ago',
  'minute-factor·15m-ago',
  'jump-age',
];

/**
 * The level offset: ½(ln RV60m + ln RV240m), ln of variance per minute at minute i (models C2, without the constant).
 * NaN before an hour and four hours are 60 % known or where nothing moved.
 */
export function levelBase(series: MinuteSeries, i: number): number {
  const hour = trailingMean(series.squared, i, { minutes: 60 });
  const four = trailingMean(series.squared, i, { minutes: 240 });
  return hour > 0 && four > 0 ? (Math.log(hour) + Math.log(four)) / 2 : Number.NaN;
}

/** What a row is made for: the target's length and the profile its minute factor comes from. */
export interface WindowTarget {
  readonly horizonMinutes: number;
  readonly profile: MinuteProfile;
}

/**
 * The features of minute i, in the order of WINDOW_FEATURES:
 * rv, gk: ln(mean variance of w minutes) − base, floored at ln 0.01; bipower-share: BV/RV in 0…2 (1 = no jumps);
 * volume: ln(mean volume of w minutes ÷ of a day); return: Σr/√(RV·w) in ±5 and its negative part;
 * minute-factor: ln of the mean profile factor of the target window, of the last 5 and 15 minutes; jump-age: ln(1 + minutes since a jump)/ln 1440 in 0…1.
 */
export function windowFeatures(
  series: MinuteSeries,
  i: number,
  target: WindowTarget,
): readonly number[] {
  const base = levelBase(series, i);
  const relative = (mean: number) => Math.log(Math.max(LEAST_RATIO, mean / Math.exp(base)));
  const row: number[] = [];
  for (const minutes of LOOK_BACKS)
    row.push(relative(trailingMean(series.squared, i, { minutes })));
  for (const minutes of LOOK_BACKS)
    row.push(relative(trailingMean(series.garmanKlass, i, { minutes })));
  for (const minutes of SHARE_LOOK_BACKS) {
    const share =
      trailingMean(series.bipower, i, { minutes }) / trailingMean(series.squared, i, { minutes });
    row.push(Number.isFinite(share) ? Math.min(2, share) : Number.NaN);
  }
  const daily = trailingMean(series.volumes, i, { minutes: 1440 });
  for (const minutes of VOLUME_LOOK_BACKS) {
    const ratio = trailingMean(series.volumes, i, { minutes }) / daily;
    row.push(Number.isFinite(ratio) ? Math.log(Math.max(LEAST_RATIO, ratio)) : Number.NaN);
  }
  for (const minutes of RETURN_LOOK_BACKS) row.push(...scaledReturn(series, i, minutes));
  const endMs = minuteEndMs(series, i);
  const middle = endMs + (target.horizonMinutes * MINUTE_MS) / 2;
  row.push(...dayTerms(middle));
  row.push(minuteFactor(target.profile, endMs, target.horizonMinutes));
  for (const minutes of [5, 15])
    row.push(minuteFactor(target.profile, endMs - minutes * MINUTE_MS, minutes));
  row.push(Math.log1p(Math.min(1439, numberAt(jumpAges(series), i))) / Math.log(1440));
  return row;
}

/** ln of the mean profile factor, to nine places: over a whole hour it is 0 and not the rounding noise of a sum. */
function minuteFactor(profile: MinuteProfile, fromMs: number, minutes: number): number {
  return Math.round(1e9 * Math.log(profileMean(profile, fromMs, minutes))) / 1e9;
}

/** Σr/√(Σr²) over the window, and its negative part. Zero where nothing moved, NaN where too little is known. */
function scaledReturn(series: MinuteSeries, i: number, minutes: number): readonly number[] {
  const mean = trailingMean(series.summed, i, { minutes });
  const variance = trailingMean(series.squared, i, { minutes });
  if (!Number.isFinite(mean) || !Number.isFinite(variance)) return [Number.NaN, Number.NaN];
  const value = variance > 0 ? (mean * Math.sqrt(minutes)) / Math.sqrt(variance) : 0;
  const bounded = Math.max(-5, Math.min(5, value));
  return [bounded, Math.min(0, bounded)];
}

/** Rows for a fit. y and e^offset are variances per minute; `index` and `endMs` say where each row stands. */
export interface TrainingRows {
  readonly names: readonly string[];
  readonly columns: number;
  readonly count: number;
  /** Row-major, count × columns. */
  readonly x: Float32Array;
  readonly y: Float64Array;
  readonly offset: Float64Array;
  readonly index: Int32Array;
  readonly endMs: Float64Array;
}

/** Which minutes become rows: inside a span with their whole target, every `everyMinutes`. */
export interface RowChoice extends WindowTarget {
  readonly spans: readonly Span[];
  readonly everyMinutes: number;
}

/** Minutes of a span that have a base and a whole target inside the span (purge of the label at its end). */
export function rowIndices(series: MinuteSeries, choice: RowChoice): Int32Array {
  const found: number[] = [];
  const ahead = choice.horizonMinutes * MINUTE_MS;
  for (let i = 0; i < series.length; i += choice.everyMinutes) {
    const endMs = minuteEndMs(series, i);
    const span = choice.spans.find((each) => isWithin([each], endMs));
    if (!span || endMs + ahead > span.toMs) continue;
    if (Number.isNaN(levelBase(series, i))) continue;
    if (Number.isNaN(realisedAhead(series, i, choice.horizonMinutes))) continue;
    found.push(i);
  }
  return Int32Array.from(found);
}

/** Builds the rows of `choice`. The offset has no constant: add `levelConstant` of the training rows. */
export function buildRows(series: MinuteSeries, choice: RowChoice): TrainingRows {
  const index = rowIndices(series, choice);
  const columns = WINDOW_FEATURES.length;
  const x = new Float32Array(index.length * columns);
  index.forEach((i, row) => {
    x.set(windowFeatures(series, i, choice), row * columns);
  });
  return {
    names: WINDOW_FEATURES,
    columns,
    count: index.length,
    x,
    y: Float64Array.from(index, (i) => realisedAhead(series, i, choice.horizonMinutes)),
    offset: Float64Array.from(index, (i) => levelBase(series, i)),
    index,
    endMs: Float64Array.from(index, (i) => minuteEndMs(series, i)),
  };
}

/** ln(mean of y ÷ e^offset): the constant that makes the offset alone unbiased under QLIKE. */
export function levelConstant(rows: Pick<TrainingRows, 'y' | 'offset'>): number {
  let sum = 0;
  rows.y.forEach((y, row) => {
    sum += y / Math.exp(numberAt(rows.offset, row));
  });
  return Math.log(sum / rows.y.length);
}
