// A line that stops where nothing was known. In: seconds with a value or null. Out: points of the library, ascending.
import type { LineData, UTCTimestamp } from 'lightweight-charts';
import { chartTime } from './chart-time.ts';

export interface SecondValue {
  /** Unix second. */
  readonly second: number;
  readonly value: number | null;
}

/** The library joins a point to the next whatever lies between: the last one before a gap gets no visible stroke. */
export function lineWithGaps(values: readonly SecondValue[]): readonly LineData<UTCTimestamp>[] {
  return values.flatMap(({ second, value }, at) => {
    if (value === null) return [];
    const point = { time: chartTime(second), value };
    return [values[at + 1]?.value === null ? { ...point, color: 'transparent' } : point];
  });
}
