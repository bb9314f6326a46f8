// How much of the variance came without jumps. In: a series and a minute. Out: bipower over realised variance.
// Source: models B2 (BV = (π/2)·Σ|rᵢ||rᵢ₋₁| ÷ Σr²). bipower-share·15m, ·60m: 0 … 2, 1 = no jumps.
import type { MinuteSeries } from './minute-series.ts';
import { trailingMean } from './minute-track.ts';

const LOOK_BACKS = [15, 60].map((minutes) => ({ minutes }));
const MOST = 2;

/** The shares of 15 and 60 minutes; NaN where nothing moved or too little is known. */
export function bipowerShares(series: MinuteSeries, i: number): readonly number[] {
  return LOOK_BACKS.map((window) => {
    const share = trailingMean(series.bipower, i, window) / trailingMean(series.squared, i, window);
    return Number.isFinite(share) ? Math.min(MOST, share) : Number.NaN;
  });
}
