// Sixty minute clocks, one for each second of the minute, so that every second has whole minutes that end now.
// In: one trusted mid or a gap each closed second; candles from before. Out: the minute row of that second.
// The series of phase s holds the minutes that end at second s, with the code and the features of training. O(1) a second.
import { assertCondition, ensure } from '#lib/check.ts';
import { type WallMs, wallMs } from '#lib/domain/instant.ts';
import type { MinuteRow } from '#lib/domain/minute-row.ts';
import { BASE_MINUTES } from './level-base.ts';
import type { MinuteParameters } from './minute-parameters.ts';
import {
  appendMinute,
  createMinuteSeries,
  LIVE_CAPACITY,
  MINUTE_MS,
  type MinuteSeries,
  measured,
  newestEndMs,
} from './minute-series.ts';
import { trailingMean } from './minute-track.ts';
import {
  createSecondRing,
  lastMinuteBar,
  pushGap,
  pushMid,
  type SecondRing,
} from './second-ring.ts';
import { seriesToRow } from './series-to-row.ts';

export const PHASES = 60;

/** One clock. */
export interface MinutePhase {
  /** Null until a first minute is known. */
  series: MinuteSeries | null;
  /** End of the first minute we saw ourselves; null before. What is older is history. */
  firstOwnMs: number | null;
}

export interface MinuteClocks {
  readonly parameters: MinuteParameters;
  readonly seconds: SecondRing;
  readonly phases: readonly MinutePhase[];
  /** The first and the last closed second, Unix s; null before any. */
  firstSecond: number | null;
  lastSecond: number | null;
}

/** One closed second: its end (a whole second), the mid known then, what was traded during it. Null = not known. */
export interface ClosedSecond {
  readonly at: number;
  readonly midUsd: number | null;
  readonly volumeBtc: number | null;
}

/** Nothing known. The series come with their first minute, and grow to about 0.2 MB each. */
export function createMinuteClocks(parameters: MinuteParameters): MinuteClocks {
  return {
    parameters,
    seconds: createSecondRing(),
    phases: Array.from({ length: PHASES }, () => ({ series: null, firstOwnMs: null })),
    firstSecond: null,
    lastSecond: null,
  };
}

/** A series that can take a minute ending at `endMs`: the one at hand, or a new one when it is ahead or a whole capacity behind. */
export function seriesFor(clocks: MinuteClocks, phase: MinutePhase, endMs: number): MinuteSeries {
  const { series } = phase;
  if (series !== null) {
    const behind = (endMs - newestEndMs(series)) / MINUTE_MS;
    if (behind > 0 && behind <= series.capacity) return series;
  }
  phase.firstOwnMs = null;
  phase.series = createMinuteSeries({
    capacity: LIVE_CAPACITY,
    garch: clocks.parameters.garch,
  });
  return phase.series;
}

/** Closes one whole second; seconds skipped since the last one are gaps. Each must lie after the one before. */
export function closeMinuteSecond(clocks: MinuteClocks, closed: ClosedSecond): void {
  const second = closed.at / 1000;
  if (!Number.isInteger(second)) assertCondition(false, `${closed.at} is not a whole second`);
  const last = clocks.lastSecond ?? second - 1;
  if (!(second > last)) assertCondition(false, `second ${second} does not follow ${last}`);
  clocks.firstSecond ??= second;
  clocks.lastSecond = second;
  pushGap(clocks.seconds, second - last - 1);
  pushMid(clocks.seconds, closed.midUsd, closed.volumeBtc);
  const phase = ensure(clocks.phases[second % PHASES], 'every second of the minute has its clock');
  const bar = lastMinuteBar(clocks.seconds);
  if (bar === null && phase.firstOwnMs === null) return;
  appendMinute(seriesFor(clocks, phase, closed.at), closed.at, bar && measured(bar));
  phase.firstOwnMs ??= closed.at;
}

/** The clock of the last closed second, once it holds a minute of our own: then its newest ends there. */
function currentSeries(clocks: MinuteClocks): MinuteSeries | null {
  const phase = clocks.lastSecond === null ? null : clocks.phases[clocks.lastSecond % PHASES];
  return phase?.firstOwnMs ? phase.series : null;
}

/** The row of whole minutes that end with the second of `at`; null when that second is not closed or no minute ends there. */
export function currentMinuteRow(clocks: MinuteClocks, at: WallMs): MinuteRow | null {
  const series = currentSeries(clocks);
  if (series === null || Math.floor(at / 1000) !== clocks.lastSecond) return null;
  return seriesToRow(series, series.length - 1, {
    parameters: clocks.parameters,
    at: wallMs(clocks.lastSecond * 1000),
  });
}

/**
 * Realised variance per minute of the last `minutes` that end with the last closed second, squared 1-minute returns;
 * null when less than nine tenths of them are known.
 */
export function realisedBehind(clocks: MinuteClocks, minutes: number): number | null {
  const series = currentSeries(clocks);
  if (series === null) return null;
  const mean = trailingMean(series.squared, series.length - 1, { minutes, leastShare: 0.9 });
  return Number.isFinite(mean) ? mean : null;
}

/** How many of the last 240 minutes have a return: the base needs 60 % of them. 0 … 240. */
export function knownMinutes(clocks: MinuteClocks): number {
  const series = currentSeries(clocks);
  if (series === null) return 0;
  const { count, length, capacity } = series.squared;
  const from = Math.max(0, length - BASE_MINUTES);
  const at = (entry: number) => count[entry % (capacity + 1)] ?? 0;
  return at(length) - at(from);
}
