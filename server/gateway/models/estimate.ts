// Means and shares with 95 % intervals. In: independent values, or counts. Out: estimate with its ends. Pure.
import type { Estimate } from '#lib/wire/models-http.ts';

/** Fewer values make no interval: Brier differences are skewed and bounded, their mean is not normal yet. */
export const LEAST_CLOSES = 30;
const Z = 1.959964;

/** The 97.5 % point of Student's t, by Cornish and Fisher; within .001 from 10 degrees of freedom on. */
export function studentPoint(degrees: number): number {
  const third = (Z ** 3 + Z) / 4;
  const fifth = (5 * Z ** 5 + 16 * Z ** 3 + 3 * Z) / 96;
  return Z + third / degrees + fifth / degrees ** 2;
}

/** Mean of the values; NaN of none. */
export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Mean with its 95 % interval, values taken as independent; ends null below LEAST_CLOSES; null of none. */
export function estimateMean(values: readonly number[]): Estimate | null {
  const n = values.length;
  if (n === 0) return null;
  const value = meanOf(values);
  if (n < LEAST_CLOSES) return { value, low: null, high: null };
  const variance = values.reduce((sum, each) => sum + (each - value) ** 2, 0) / (n - 1);
  const reach = studentPoint(n - 1) * Math.sqrt(variance / n);
  return { value, low: value - reach, high: value + reach };
}

/** Wilson's 95 % interval of a share of `n` outcomes; 0 … 1 of none. */
export function wilsonInterval(
  share: number,
  n: number,
): { readonly low: number; readonly high: number } {
  if (n === 0) return { low: 0, high: 1 };
  const grow = 1 + Z ** 2 / n;
  const centre = (share + Z ** 2 / (2 * n)) / grow;
  const reach = (Z / grow) * Math.sqrt((share * (1 - share)) / n + Z ** 2 / (4 * n ** 2));
  return { low: Math.max(0, centre - reach), high: Math.min(1, centre + reach) };
}
