// Recent drift in its own deviations, and its fall. In: a series and a minute. Out: return·w, fall·w for 5, 15, 60 minutes.
// Source: models C2 (leverage). return = Σr ÷ √(Σr²), −5 … 5, 0 where nothing moved; fall = min(0, return).
import type { MinuteSeries } from './minute-series.ts';
import { trailingMean } from './minute-track.ts';

const LOOK_BACKS = [5, 15, 60] as const;
const MOST = 5;

function scaledReturn(series: MinuteSeries, i: number, minutes: number): number {
  const mean = trailingMean(series.summed, i, { minutes });
  const variance = trailingMean(series.squared, i, { minutes });
  if (!Number.isFinite(mean) || !Number.isFinite(variance)) return Number.NaN;
  const value = variance > 0 ? (mean * Math.sqrt(minutes)) / Math.sqrt(variance) : 0;
  return Math.max(-MOST, Math.min(MOST, value));
}

/** Six columns: return and fall of 5, 15 and 60 minutes; NaN where too little is known. */
export function scaledReturns(series: MinuteSeries, i: number): readonly number[] {
  return LOOK_BACKS.flatMap((minutes) => {
    const value = scaledReturn(series, i, minutes);
    return [value, Math.min(0, value)];
  });
}
