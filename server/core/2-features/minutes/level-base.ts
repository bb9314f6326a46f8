// The level every relative feature and every correction is measured from. In: a series and a minute. Out: ln of variance.
// Source: models C2 (without the constant). Unit: ln of variance per minute, about −20 … −12.
import type { MinuteSeries } from './minute-series.ts';
import { trailingMean } from './minute-track.ts';

const HOUR = { minutes: 60 };
/** Minutes of the longer of its two look-backs: what must be known before anything is forecast. */
export const BASE_MINUTES = 240;
const FOUR_HOURS = { minutes: BASE_MINUTES };

/** ½(ln RV60m + ln RV240m) at minute i; NaN before an hour and four hours are 60 % known or where nothing moved. */
export function levelBase(series: MinuteSeries, i: number): number {
  const hour = trailingMean(series.squared, i, HOUR);
  const four = trailingMean(series.squared, i, FOUR_HOURS);
  return hour > 0 && four > 0 ? (Math.log(hour) + Math.log(four)) / 2 : Number.NaN;
}
