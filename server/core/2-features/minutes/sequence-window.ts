// The window of a sequence model: 64 one-minute steps. In: a series and a minute. Out: steps × channels, without gaps.
// Channels: models C3. Scaled by the level base of the window's last minute, so they hold on any venue and regime:
// return r/√(e^base) ±8 · log-square, log-range ln(variance) − base ±5 · size |return| · volume ln(÷ day's mean) ±5 ·
// minute of the hour as cos, sin · minute-factor ln ±3. What is missing is 0, the neutral value of every channel.
import {
  MINUTE_FEATURES,
  SEQUENCE_CHANNELS,
  SEQUENCE_STATICS,
  SEQUENCE_STEPS,
} from '#lib/domain/minute-row.ts';
import { levelBase } from './level-base.ts';
import { type MinuteProfile, profileMinute } from './minute-profile.ts';
import { MINUTE_MS, type MinuteSeries, minuteEndMs, minuteValue } from './minute-series.ts';
import { trailingMean } from './minute-track.ts';

const DAY = { minutes: 1_440 };
const MOST_STATIC = 8;
const STATIC_PLACES = SEQUENCE_STATICS.map((name) => MINUTE_FEATURES.indexOf(name));

/** A finite number within ±bound; what is missing is 0. */
function bounded(value: number, bound: number): number {
  return Number.isFinite(value) ? Math.max(-bound, Math.min(bound, value)) : 0;
}

/** ln of a ratio within ±5; a ratio of zero is −5, a missing one 0. */
function logRatio(part: number, whole: number): number {
  const ratio = part / whole;
  return Number.isFinite(ratio) ? bounded(Math.log(Math.max(ratio, 1e-9)), 5) : 0;
}

/** What every step of a window is made from. */
interface StepSource {
  readonly series: MinuteSeries;
  /** The window's first minute. */
  readonly first: number;
  readonly variance: number;
  readonly deviation: number;
  readonly volume: number;
  readonly profile: MinuteProfile;
}

/** Writes the channels of a step into its place, in the order of SEQUENCE_CHANNELS. */
function writeStep(window: Float32Array, step: number, source: StepSource): void {
  const { series, variance, deviation, volume, profile } = source;
  const k = source.first + step;
  const at = step * SEQUENCE_CHANNELS.length;
  const value = minuteValue(series, series.returns, k);
  const startMs = minuteEndMs(series, k) - MINUTE_MS;
  const angle = (2 * Math.PI * ((((startMs / MINUTE_MS) % 60) + 60) % 60)) / 60;
  const scaled = bounded(value / deviation, 8);
  window[at] = scaled;
  window[at + 1] = logRatio(value * value, variance);
  window[at + 2] = logRatio(minuteValue(series, series.ranges, k), variance);
  window[at + 3] = Math.abs(scaled);
  window[at + 4] = logRatio(minuteValue(series, series.volume, k), volume);
  window[at + 5] = Math.cos(angle);
  window[at + 6] = Math.sin(angle);
  window[at + 7] = bounded(Math.log(profileMinute(profile, startMs)), 3);
}

/** The window that ends with minute i, steps × channels; only the clock is left of it where i has no level base. */
export function sequenceWindow(
  series: MinuteSeries,
  i: number,
  profile: MinuteProfile,
): Float32Array {
  const variance = Math.exp(levelBase(series, i));
  const source: StepSource = {
    series,
    first: i - SEQUENCE_STEPS + 1,
    variance,
    deviation: Math.sqrt(variance),
    volume: trailingMean(series.volumes, i, DAY),
    profile,
  };
  const window = new Float32Array(SEQUENCE_STEPS * SEQUENCE_CHANNELS.length);
  for (let step = 0; step < SEQUENCE_STEPS; step++) writeStep(window, step, source);
  return window;
}

/** What stands beside the window, from the columns of the same minute: within ±8, missing is 0. */
export function sequenceStatics(columns: Float32Array): Float32Array {
  const statics = new Float32Array(STATIC_PLACES.length);
  for (let k = 0; k < statics.length; k++)
    statics[k] = bounded(columns[STATIC_PLACES[k] ?? -1] ?? Number.NaN, MOST_STATIC);
  return statics;
}
