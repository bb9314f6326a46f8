// A range is likeliest at one certain spread and one certain mean. In: law, range. Out: both, and P there.
// Between the ends of a doubt P of a range may rise and fall again: without its peak, more doubt could look like less.
import { rowCdf } from '../student-table.ts';
import type { CloseLaw } from './close-law.ts';
import type { Ladder, LadderMarket } from './ladder.ts';

export interface Peaks {
  /** The spread at which the range is likeliest with the mean as it is, USD, and P there; NaN without one. */
  readonly atSdUsd: number;
  readonly bySpread: number;
  /** The mean at which it is likeliest with the spread as it is, USD, and P there. */
  readonly atMeanUsd: number;
  readonly byMean: number;
}

/** No range, no peak: NaN lies between no two ends. */
export const NO_PEAK: Peaks = {
  atSdUsd: Number.NaN,
  bySpread: 0,
  atMeanUsd: Number.NaN,
  byMean: 0,
};

/**
 * With the mean outside the range, its bounds a < b away: dP/du = 0 for u = 1/sd where a·f(ua) = b·f(ub). For a t of
 * unit variance, f(x) ∝ (1 + x²/(ν−2))^−(ν+1)/2, so u² = (ν−2)(ρ−1)/(b² − ρa²) with ρ = (b/a)^(2/(ν+1)).
 */
export function rangePeaks(law: CloseLaw, ladder: Ladder, market: LadderMarket): Peaks {
  const { fresh, nu, row } = law;
  const floorUsd = ladder.rungsUsd[market.lower] ?? 0;
  const capUsd = ladder.rungsUsd[market.upper] ?? 0;
  const half = (capUsd - floorUsd) / 2;
  const middle = (capUsd + floorUsd) / 2;
  const byMean = 2 * rowCdf(row, half / fresh.sdUsd) - 1;
  const near = Math.abs(middle - fresh.meanUsd) - half;
  if (near <= 0) return { ...NO_PEAK, atMeanUsd: middle, byMean };
  const far = near + 2 * half;
  const rho = (far / near) ** (2 / (nu + 1));
  const u = Math.sqrt(((nu - 2) * (rho - 1)) / (far * far - rho * near * near));
  return {
    atSdUsd: 1 / u,
    bySpread: rowCdf(row, far * u) - rowCdf(row, near * u),
    atMeanUsd: middle,
    byMean,
  };
}
