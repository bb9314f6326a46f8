// Variance of several look-backs over the level. In: a track of variances, a minute, the base. Out: ln ratios.
// rv·1m … rv·1440m from squared returns, gk·1m … gk·1440m from ranges (models B5, C2). Range: ≥ ln 0.01, about −4.6 … 4.
import { type MinuteTrack, trailingMean } from './minute-track.ts';

const LOOK_BACKS = [1, 5, 15, 60, 240, 1440].map((minutes) => ({ minutes }));

/** A variance or volume this far under its reference is as good as zero: keeps logs finite. */
export const LEAST_RATIO = 0.01;

/** ln(mean variance of w minutes) − base, floored at ln 0.01, for w = 1, 5, 15, 60, 240, 1440; missing is NaN. */
export function varianceRatios(track: MinuteTrack, i: number, base: number): readonly number[] {
  const level = Math.exp(base);
  return LOOK_BACKS.map((window) =>
    Math.log(Math.max(LEAST_RATIO, trailingMean(track, i, window) / level)),
  );
}
