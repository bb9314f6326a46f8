// Training windows for the sequence members: 64 one-minute steps. In: a series. Out: typed arrays without gaps.
// Channels: models C3. Scaled by the level base of the window's last minute, so they hold on any venue and regime.

import {
  type MinuteSeries,
  minuteEndMs,
  realisedAhead,
  trailingMean,
} from './data/minute-series.ts';
import { DAY_TERMS, type MinuteProfile } from './day-clock.ts';
import { numberAt } from './number-at.ts';
import {
  levelBase,
  type RowChoice,
  rowIndices,
  WINDOW_FEATURES,
  type WindowTarget,
  windowFeatures,
} from './windows.ts';

/** Minutes in a window. */
export const SEQUENCE_STEPS = 64;

/** Channels of a step, in order. */
export const SEQUENCE_CHANNELS: readonly string[] = [
  'return',
  'log-square',
  'log-range',
  'size',
  'volume',
  'minute·cos',
  'minute·sin',
  'minute-factor',
];

/** Which of WINDOW_FEATURES go beside the window, in order. */
export const SEQUENCE_STATICS: readonly string[] = [
  'rv·5m',
  'rv·15m',
  'rv·60m',
  'rv·240m',
  'rv·1440m',
  ...DAY_TERMS,
  'minute-factor',
];

const STATIC_PLACES = SEQUENCE_STATICS.map((name) => WINDOW_FEATURES.indexOf(name));

/** Windows for a fit; y and e^offset are variances per minute. */
export interface TrainingWindows {
  readonly count: number;
  readonly steps: number;
  readonly channels: number;
  /** count × steps × channels, oldest step first. */
  readonly windows: Float32Array;
  readonly staticColumns: number;
  readonly statics: Float32Array;
  readonly y: Float64Array;
  readonly offset: Float64Array;
  readonly index: Int32Array;
  readonly endMs: Float64Array;
}

/** A finite number within ±bound; what is missing is 0, the neutral value of every channel. */
function bounded(value: number, bound: number): number {
  return Number.isFinite(value) ? Math.max(-bound, Math.min(bound, value)) : 0;
}

/** ln of a ratio within ±5; a ratio of zero is −5, a missing one 0. */
function logRatio(part: number, whole: number): number {
  const ratio = part / whole;
  return Number.isFinite(ratio) ? bounded(Math.log(Math.max(ratio, 1e-9)), 5) : 0;
}

interface StepScale {
  readonly variance: number;
  readonly volume: number;
  readonly profile: MinuteProfile;
}

function stepChannels(series: MinuteSeries, k: number, scale: StepScale): readonly number[] {
  const value = numberAt(series.returns, k);
  const minute = (((minuteEndMs(series, k) / 60_000 - 1) % 60) + 60) % 60;
  const angle = (2 * Math.PI * minute) / 60;
  const scaled = bounded(value / Math.sqrt(scale.variance), 8);
  return [
    scaled,
    logRatio(value * value, scale.variance),
    logRatio(numberAt(series.ranges, k), scale.variance),
    Math.abs(scaled),
    logRatio(numberAt(series.volume, k), scale.volume),
    Math.cos(angle),
    Math.sin(angle),
    bounded(Math.log(numberAt(scale.profile, minute)), 3),
  ];
}

/** The window that ends with minute i, steps × channels; the caller checks that i has a level base. */
export function sequenceWindow(
  series: MinuteSeries,
  i: number,
  profile: MinuteProfile,
): Float32Array {
  const scale: StepScale = {
    variance: Math.exp(levelBase(series, i)),
    volume: trailingMean(series.volumes, i, { minutes: 1440 }),
    profile,
  };
  const window = new Float32Array(SEQUENCE_STEPS * SEQUENCE_CHANNELS.length);
  for (let step = 0; step < SEQUENCE_STEPS; step++) {
    const channels = stepChannels(series, i - SEQUENCE_STEPS + 1 + step, scale);
    window.set(channels, step * SEQUENCE_CHANNELS.length);
  }
  return window;
}

/** The static inputs of minute i; missing is 0. */
export function sequenceStatics(
  series: MinuteSeries,
  i: number,
  target: WindowTarget,
): Float32Array {
  const row = windowFeatures(series, i, target);
  return Float32Array.from(STATIC_PLACES, (place) => bounded(row[place] ?? Number.NaN, 8));
}

/** Builds the windows of `choice`; the offset has no constant (see levelConstant). */
export function buildWindows(series: MinuteSeries, choice: RowChoice): TrainingWindows {
  const index = rowIndices(series, choice);
  const width = SEQUENCE_STEPS * SEQUENCE_CHANNELS.length;
  const windows = new Float32Array(index.length * width);
  const statics = new Float32Array(index.length * SEQUENCE_STATICS.length);
  index.forEach((i, row) => {
    windows.set(sequenceWindow(series, i, choice.profile), row * width);
    statics.set(sequenceStatics(series, i, choice), row * SEQUENCE_STATICS.length);
  });
  return {
    count: index.length,
    steps: SEQUENCE_STEPS,
    channels: SEQUENCE_CHANNELS.length,
    windows,
    staticColumns: SEQUENCE_STATICS.length,
    statics,
    y: Float64Array.from(index, (i) => realisedAhead(series, i, choice.horizonMinutes)),
    offset: Float64Array.from(index, (i) => levelBase(series, i)),
    index,
    endMs: Float64Array.from(index, (i) => minuteEndMs(series, i)),
  };
}
