// The two losses of the tree trainer. In: rows and their running fit. Out: start, gradients on an exact grid, mean loss.
// Source: models C2 (gamma deviance = QLIKE: g = 1 − y e^{−f}, h = max(y e^{−f}, .05)) and plain least squares.
import { assertCondition } from '#lib/check.ts';
import type { TreeRows } from './tree-rows.ts';

/** `gamma` fits ln of the target around the offset by QLIKE; `squared` fits the target minus the offset. */
export type TreeLoss = 'gamma' | 'squared';

/** Below this a hessian of a quiet row would let one leaf run away. */
const LEAST_HESSIAN = 0.05;

/** What is left to fit, per row: target ÷ forecast (`gamma`) or target − forecast (`squared`). */
export interface Fit {
  readonly loss: TreeLoss;
  readonly left: Float64Array;
  readonly weights: Float64Array | undefined;
}

/** The fit before any tree: only the offsets are in it. */
export function startFit(rows: TreeRows, loss: TreeLoss): Fit {
  const { targets, offsets, weights } = rows;
  const isGamma = loss === 'gamma';
  assertCondition(!isGamma || targets.every((each) => each > 0), 'QLIKE needs targets > 0');
  const left = targets.map((target, i) => {
    const offset = offsets?.[i] ?? 0;
    return isGamma ? target * Math.exp(-offset) : target - offset;
  });
  return { loss, left, weights };
}

/** The constant with the least loss, rounded to float32 as the runtime keeps it. */
export function bestConstant(fit: Fit): number {
  let sum = 0;
  let weight = 0;
  for (let i = 0; i < fit.left.length; i++) {
    const w = fit.weights?.[i] ?? 1;
    sum += w * (fit.left[i] ?? 0);
    weight += w;
  }
  return Math.fround(fit.loss === 'gamma' ? Math.log(sum / weight) : sum / weight);
}

/** Adds `step` to the forecast of the rows `order[from … to − 1]`. */
export function addStep(
  fit: Fit,
  step: number,
  span: { readonly order: Int32Array; readonly from: number; readonly to: number },
): void {
  const { order, from, to } = span;
  const { left } = fit;
  const isGamma = fit.loss === 'gamma';
  const factor = Math.exp(-step);
  for (let i = from; i < to; i++) {
    const row = order[i] ?? 0;
    const now = left[row] ?? 0;
    left[row] = isGamma ? now * factor : now - step;
  }
}

/** Mean QLIKE (`gamma`: r − ln r − 1 ≥ 0) or mean squared error, by weight. */
export function meanLoss(fit: Fit): number {
  let sum = 0;
  let weight = 0;
  for (let i = 0; i < fit.left.length; i++) {
    const w = fit.weights?.[i] ?? 1;
    const r = fit.left[i] ?? 0;
    sum += w * (fit.loss === 'gamma' ? r - Math.log(r) - 1 : r * r);
    weight += w;
  }
  return sum / weight;
}

/** A number that, added and taken away again, rounds a part of `total` to a grid on which all partial sums are exact. */
function gridOf(total: number): number {
  return 1.5 * 2 ** Math.ceil(Math.log2(Math.max(total, Number.MIN_VALUE)) + 1);
}

/**
 * Gradient and hessian of the rows `order[0 … count − 1]`, side by side into `pairs`.
 *
 * Both are rounded to a grid 2^−52 of their total, so that every sum over any rows is exact in float64: the order of
 * rows and the subtraction of histograms then change nothing, not even the last bit.
 */
export function fillGradients(
  fit: Fit,
  pairs: Float64Array,
  rows: { readonly order: Int32Array; readonly count: number },
): void {
  const { order, count } = rows;
  const { left, weights } = fit;
  const isGamma = fit.loss === 'gamma';
  let gradients = 0;
  let hessians = 0;
  for (let i = 0; i < count; i++) {
    const row = order[i] ?? 0;
    const r = left[row] ?? 0;
    const w = weights?.[row] ?? 1;
    const g = isGamma ? w * (1 - r) : -w * r;
    const h = isGamma ? w * Math.max(r, LEAST_HESSIAN) : w;
    pairs[2 * i] = g;
    pairs[2 * i + 1] = h;
    gradients += Math.abs(g);
    hessians += h;
  }
  const ofG = gridOf(gradients);
  const ofH = gridOf(hessians);
  for (let i = 0; i < 2 * count; i += 2) {
    pairs[i] = (pairs[i] ?? 0) + ofG - ofG;
    pairs[i + 1] = (pairs[i + 1] ?? 0) + ofH - ofH;
  }
}
