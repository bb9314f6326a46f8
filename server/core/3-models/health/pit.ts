// Does the settlement law have the right shape? In: its distribution function at each outcome (PIT). Out: a p-value.
// Source: models §C6. When the law is right the PIT is uniform: KS statistic D = max(i/n − u₍ᵢ₎, u₍ᵢ₎ − (i−1)/n).
import { assertCondition } from '#lib/check.ts';
import { kolmogorovTail } from './kolmogorov.ts';
import { createOrderedRing, type OrderedRing, pushOrdered } from './ordered-ring.ts';

/** Windows judged together. */
export const PIT_WINDOWS = 300;
/** A p-value below this asks for a refit of ν. Looked at after every window: one false request in about 3,800 (simulated). */
export const PIT_LOWEST_P = 0.01;

/** An empty set of PIT values. */
export function createPits(): OrderedRing {
  return createOrderedRing(PIT_WINDOWS);
}

/** Adds one PIT value in 0 … 1. */
export function observePit(pits: OrderedRing, pit: number): void {
  if (!(pit >= 0 && pit <= 1)) assertCondition(false, `a PIT of ${pit}`);
  pushOrdered(pits, pit);
}

/** Largest gap between the PIT values and the uniform law. */
export function uniformGap(sorted: readonly number[]): number {
  const n = sorted.length;
  let gap = 0;
  for (const [i, value] of sorted.entries())
    gap = Math.max(gap, (i + 1) / n - value, value - i / n);
  return gap;
}

/** Asymptotic p-value with Stephens' correction λ = (√n + .12 + .11/√n) · D; null before 300 windows. O(300). */
export function pitPValue(pits: OrderedRing): number | null {
  const n = pits.sorted.length;
  if (n < PIT_WINDOWS) return null;
  const root = Math.sqrt(n);
  return kolmogorovTail((root + 0.12 + 0.11 / root) * uniformGap(pits.sorted));
}
