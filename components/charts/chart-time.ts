// Unix seconds as the charts library brands them. In: a whole second. Out: the same number.
import type { UTCTimestamp } from 'lightweight-charts';
import { assertCondition } from '#lib/check.ts';

function assertChartTime(second: number): asserts second is UTCTimestamp {
  assertCondition(Number.isSafeInteger(second), `chart time must be a whole second, got ${second}`);
}

/** The time of a point; throws on a fraction of a second. */
export function chartTime(second: number): UTCTimestamp {
  assertChartTime(second);
  return second;
}
