// A histogram of durations as bars. In: buckets. Out: places and heights on a logarithmic scale, no DOM.
import type { LatencyStage } from '#lib/domain/latency.ts';
import type { LatencyRow } from '#lib/wire/health-rows.ts';

/** The scale of every histogram on the page, ms: ten microseconds to a hundred seconds, ten buckets a decade. */
const FROM_MS = 0.01;
const BARS = 71;

export interface Bar {
  /** Number of the bar, 0 … BARS; the last one holds what is longer than the scale. */
  readonly place: number;
  /** Share of the fullest bucket, 0 … 1; never too small to see. */
  readonly height: number;
}

/** Bars there is room for. */
export const BAR_PLACES = BARS + 1;

const LEAST_HEIGHT = 0.08;

/** One bar a bucket. */
export function barsOf(buckets: LatencyRow['buckets']): readonly Bar[] {
  const fullest = Math.max(0, ...buckets.map(({ count }) => count));
  return buckets.map(({ upToMs, count }) => ({
    place: upToMs === null ? BARS : Math.round(Math.log10(upToMs / FROM_MS) * 10),
    height: Math.max(LEAST_HEIGHT, count / fullest),
  }));
}

/** Why a stage without a figure has none; null where it has one. */
export function emptyReason({ notMeasured, waitsFor }: LatencyStage, count: number): string | null {
  if (notMeasured !== null) return `not measured: ${notMeasured}`;
  if (count > 0) return null;
  return waitsFor === undefined ? null : `none since the engine started; it waits for ${waitsFor}`;
}
