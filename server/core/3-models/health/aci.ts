// How wide the 80 % interval of ln variance must be. In: residuals |ln RV − ln h|. Out: a half width that adapts.
// Source: adaptive conformal inference, Gibbs & Candès (S41, models §C5): α ← clip(α + γ (target − err)), err = 1 outside.
// Its guarantee is a long-run average, not per prediction: |mean err − target| = |α₁ − α_T| / (γ T) while no clip binds.
import { assertCondition } from '#lib/check.ts';
import { createOrderedRing, type OrderedRing, pushOrdered } from './ordered-ring.ts';

/** An 80 % interval misses one in five. */
export const ACI_TARGET = 0.2;
export const ACI_GAMMA = 0.01;
/** α stays in here: at .01 and 100 residuals the rank below is still one of them. */
export const ACI_LOWEST = 0.01;
export const ACI_HIGHEST = 0.5;
/** Residuals kept: the quantile forgets older regimes. */
export const ACI_RESIDUALS = 500;
/** Residuals from which on the half width stands by itself and α adapts. */
export const ACI_ENOUGH = 100;

/** Plain data. */
export interface Aci {
  alpha: number;
  readonly residuals: OrderedRing;
}

/** No residual, α at its target. */
export function createAci(): Aci {
  return { alpha: ACI_TARGET, residuals: createOrderedRing(ACI_RESIDUALS) };
}

/**
 * The residual at rank ⌈(n + 1)(1 − α)⌉ of n: the finite-sample conformal quantile, in ln variance. Where that rank is
 * beyond n the widest residual stands for it. Null without residuals. O(1).
 */
export function aciHalfWidth(aci: Aci): number | null {
  const { sorted } = aci.residuals;
  const rank = Math.ceil((sorted.length + 1) * (1 - aci.alpha) - 1e-9);
  return sorted[Math.min(rank, sorted.length) - 1] ?? null;
}

/** Adds the residual of one window. `isInside` is judged by the half width that was stated before it was known. */
export function observeAci(aci: Aci, residual: number, isInside: boolean): void {
  if (!(residual >= 0)) assertCondition(false, `a residual of ${residual}`);
  if (aci.residuals.sorted.length >= ACI_ENOUGH) {
    const moved = aci.alpha + ACI_GAMMA * (ACI_TARGET - (isInside ? 0 : 1));
    aci.alpha = Math.min(ACI_HIGHEST, Math.max(ACI_LOWEST, moved));
  }
  pushOrdered(aci.residuals, residual);
}
