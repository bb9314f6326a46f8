// Model inputs of recordings, block by block. In: minute series, what is wanted. Out: flat inputs with targets and offsets.
// The same functions made the shipped models' inputs (training-rows.ts, training-windows.ts); the minute profile is the shipped one, as
// the engine's.
import {
  MINUTE_FEATURES,
  SEQUENCE_CHANNELS,
  SEQUENCE_STATICS,
  SEQUENCE_STEPS,
} from '#lib/domain/minute-row.ts';
import type { MinuteProfile } from '#server/core/2-features/minutes/minute-profile.ts';
import type { RecordedSeries } from '../data/recorded-series.ts';
import type { Span } from '../data/splits.ts';
import { buildRows, type RowChoice } from '../training-rows.ts';
import { buildWindows } from '../training-windows.ts';
import { chooseSpans, type ExportSplit } from './choose-spans.ts';

export type ExportKind = 'row' | 'window';

export interface ExportChoice {
  readonly kind: ExportKind;
  readonly horizonMinutes: number;
  readonly profile: MinuteProfile;
  /** Only these minutes; null = all. */
  readonly window: Span | null;
  readonly openTest: boolean;
}

/** Inputs of one series in one span. */
export interface FeatureBlock {
  readonly series: string;
  readonly split: ExportSplit;
  readonly count: number;
  /** When each row's last minute was complete, Unix ms. */
  readonly endMs: Float64Array;
  /** Realised variance per minute over the horizon; the target. */
  readonly targetVariance: Float64Array;
  /** ½(ln RV60m + ln RV240m), ln of variance per minute; what a model corrects. */
  readonly levelOffset: Float64Array;
  /** Row-major, count × columns; NaN where missing. */
  readonly inputs: Float32Array;
}

/** Sizes of a window, as the manifest has them. */
export const EXPORT_WINDOW = {
  steps: SEQUENCE_STEPS,
  inputs: SEQUENCE_CHANNELS.length,
  statics: SEQUENCE_STATICS.length,
} as const;

/** Names of the layout: of a row, or of one step and then of the statics. */
export function layoutNames(kind: ExportKind): readonly string[] {
  return kind === 'row' ? MINUTE_FEATURES : [...SEQUENCE_CHANNELS, ...SEQUENCE_STATICS];
}

/** Names of the flat input's columns: `return@-63` is the return 63 minutes before the last, `static·rv·5m` a static. */
export function inputColumns(kind: ExportKind): readonly string[] {
  if (kind === 'row') return MINUTE_FEATURES;
  const steps = Array.from({ length: SEQUENCE_STEPS }, (_, step) => step - SEQUENCE_STEPS + 1);
  return [
    ...steps.flatMap((step) => SEQUENCE_CHANNELS.map((name) => `${name}@${step}`)),
    ...SEQUENCE_STATICS.map((name) => `static·${name}`),
  ];
}

/** Steps and statics side by side, row by row. */
function joined(windows: Float32Array, statics: Float32Array, count: number): Float32Array {
  const [wide, beside] = [windows.length / count, statics.length / count];
  const inputs = new Float32Array(windows.length + statics.length);
  for (let row = 0; row < count; row++) {
    inputs.set(windows.subarray(row * wide, (row + 1) * wide), row * (wide + beside));
    inputs.set(statics.subarray(row * beside, (row + 1) * beside), row * (wide + beside) + wide);
  }
  return inputs;
}

function blockOf(
  series: RecordedSeries,
  kind: ExportKind,
  choice: RowChoice,
): Omit<FeatureBlock, 'series' | 'split'> {
  if (kind === 'row') {
    const { count, endMs, y, offset, x } = buildRows(series, choice);
    return { count, endMs, targetVariance: y, levelOffset: offset, inputs: x };
  }
  const { count, endMs, y, offset, windows, statics } = buildWindows(series, choice);
  const inputs = joined(windows, statics, count);
  return { count, endMs, targetVariance: y, levelOffset: offset, inputs };
}

/** One block a series and span, series in the order given, spans by time; empty ones are left out. */
export function* featureBlocks(
  series: readonly RecordedSeries[],
  choice: ExportChoice,
): Generator<FeatureBlock> {
  const { horizonMinutes, profile } = choice;
  for (const each of series)
    for (const { split, span } of chooseSpans(choice)) {
      const rows = { spans: [span], everyMinutes: 1, horizonMinutes, profile };
      const block = blockOf(each, choice.kind, rows);
      if (block.count > 0) yield { series: each.id, split, ...block };
    }
}
