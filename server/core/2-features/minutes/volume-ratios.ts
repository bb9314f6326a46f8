// Traded volume against its own day. In: a series and a minute. Out: ln ratios.
// volume·1m, ·5m, ·15m, ·60m = ln(mean volume of w minutes ÷ of 1440) (models B6, intensity). Range: ≥ ln 0.01, about −4.6 … 4.
import type { MinuteSeries } from './minute-series.ts';
import { trailingMean } from './minute-track.ts';
import { LEAST_RATIO } from './variance-ratios.ts';

const LOOK_BACKS = [1, 5, 15, 60].map((minutes) => ({ minutes }));
const DAY = { minutes: 1_440 };

/** The ratios of 1, 5, 15 and 60 minutes; NaN without a day of volumes. */
export function volumeRatios(series: MinuteSeries, i: number): readonly number[] {
  const daily = trailingMean(series.volumes, i, DAY);
  return LOOK_BACKS.map((window) => {
    const ratio = trailingMean(series.volumes, i, window) / daily;
    return Number.isFinite(ratio) ? Math.log(Math.max(LEAST_RATIO, ratio)) : Number.NaN;
  });
}
