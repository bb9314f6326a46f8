// The best split of a node. In: its histogram, totals and bounds. Out: feature, bin, side of the missing, both leaves.

import { type Histogram, SLOTS } from './histogram.ts';
import { MISSING } from './quantile-bins.ts';

/** Sums over rows: G and H. */
export interface Totals {
  readonly gradient: number;
  readonly hessian: number;
}

/** Range a leaf's value must stay in, so that a monotone feature above it keeps its order. */
export interface Bounds {
  readonly low: number;
  readonly high: number;
}

export interface SplitRules {
  /** L2 pull of a leaf to zero, in hessian units. */
  readonly ridge: number;
  readonly minHessian: number;
  readonly minGain: number;
  /** Per feature: +1 the prediction may only rise with it, −1 only fall, 0 free. */
  readonly monotone: readonly (-1 | 0 | 1)[];
}

/** A feature of this tree: where it stands in the model, and how many cuts it has. */
export interface Candidate {
  readonly feature: number;
  readonly cuts: number;
}

export interface Split {
  /** Place among this tree's candidates. */
  readonly place: number;
  readonly feature: number;
  /** Rows with bin ≤ this go left. */
  readonly bin: number;
  readonly missingLeft: boolean;
  readonly gain: number;
  readonly left: Totals;
  readonly right: Totals;
}

/** The value of a leaf before the learning rate: −G/(H + λ), kept inside its bounds. */
export function leafValue(totals: Totals, ridge: number, bounds: Bounds): number {
  const free = -totals.gradient / (totals.hessian + ridge);
  return Math.min(bounds.high, Math.max(bounds.low, free));
}

interface Node {
  readonly histogram: Histogram;
  readonly totals: Totals;
  readonly bounds: Bounds;
}

/** The best split seen so far, kept as plain numbers: the scan runs millions of times. */
interface Best {
  gain: number;
  place: number;
  bin: number;
  missingLeft: boolean;
  gradient: number;
  hessian: number;
}

/** Drop of the loss when G, H gets the value w: −(2 G w + (H + λ) w²). */
function dropOf(gradient: number, curvature: number, value: number): number {
  return -value * (2 * gradient + curvature * value);
}

/** Tries every cut of one feature; missing rows stay on the side that `missingLeft` names. */
function scan(
  best: Best,
  node: Node,
  at: {
    readonly place: number;
    readonly cuts: number;
    readonly missingLeft: boolean;
    readonly direction: -1 | 0 | 1;
    readonly rules: SplitRules;
  },
): void {
  const { histogram, totals, bounds } = node;
  const { low, high } = bounds;
  const { place, direction, missingLeft } = at;
  const { ridge, minHessian } = at.rules;
  const from = place * SLOTS * 2;
  let g = missingLeft ? (histogram[from + 2 * MISSING] ?? 0) : 0;
  let h = missingLeft ? (histogram[from + 2 * MISSING + 1] ?? 0) : 0;
  for (let bin = 0; bin < at.cuts; bin++) {
    const added = histogram[from + 2 * bin + 1] ?? 0;
    if (added === 0) continue;
    g += histogram[from + 2 * bin] ?? 0;
    h += added;
    if (h < minHessian) continue;
    const otherH = totals.hessian - h;
    if (otherH < minHessian || otherH <= 0) break;
    const otherG = totals.gradient - g;
    const left = Math.min(high, Math.max(low, -g / (h + ridge)));
    const right = Math.min(high, Math.max(low, -otherG / (otherH + ridge)));
    if (direction !== 0 && (right - left) * direction < 0) continue;
    const gain = dropOf(g, h + ridge, left) + dropOf(otherG, otherH + ridge, right);
    if (gain <= best.gain) continue;
    best.gain = gain;
    best.place = place;
    best.bin = bin;
    best.missingLeft = missingLeft;
    best.gradient = g;
    best.hessian = h;
  }
}

/**
 * The split that lowers the second-order loss most, or null when none does by more than `minGain`. Ties go to the first
 * candidate and the lowest bin. Where rows miss the feature both sides are tried for them, and the cut after the last
 * bin parts present from missing; where none do, a later missing value follows the heavier child.
 */
export function findSplit(
  node: Node,
  candidates: readonly Candidate[],
  rules: SplitRules,
): Split | null {
  const { histogram, totals, bounds } = node;
  const own = leafValue(totals, rules.ridge, bounds);
  const floor = dropOf(totals.gradient, totals.hessian + rules.ridge, own) + rules.minGain;
  const best: Best = {
    gain: floor,
    place: -1,
    bin: 0,
    missingLeft: false,
    gradient: 0,
    hessian: 0,
  };
  candidates.forEach(({ feature, cuts }, place) => {
    const hasMissing = (histogram[2 * (place * SLOTS + MISSING) + 1] ?? 0) > 0;
    const direction = rules.monotone[feature] ?? 0;
    const at = { place, direction, rules };
    scan(best, node, { ...at, cuts: hasMissing ? cuts + 1 : cuts, missingLeft: false });
    if (hasMissing) scan(best, node, { ...at, cuts, missingLeft: true });
  });
  const chosen = candidates[best.place];
  if (!chosen) return null;
  const hasMissing = (histogram[2 * (best.place * SLOTS + MISSING) + 1] ?? 0) > 0;
  const left = { gradient: best.gradient, hessian: best.hessian };
  const right = {
    gradient: totals.gradient - left.gradient,
    hessian: totals.hessian - left.hessian,
  };
  return {
    place: best.place,
    feature: chosen.feature,
    bin: best.bin,
    missingLeft: hasMissing ? best.missingLeft : left.hessian > right.hessian,
    gain: best.gain - floor,
    left,
    right,
  };
}
