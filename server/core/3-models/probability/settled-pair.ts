// One settled quote as the fits see it: who said what, who was right, and how much it counts.

export interface SettledPair {
  /** The market's own P(YES). */
  readonly mid: number;
  /** The model's P(YES). */
  readonly model: number;
  readonly yes: boolean;
  /** Share of one independent outcome: the strikes that settle on the same minute share a weight of 1. */
  readonly weight: number;
}

/** Mean and precision of a normal belief. */
export interface Belief {
  readonly mean: number;
  readonly precision: number;
}

/** sd .25 around "do nothing": a = 0, b = 1, β = 0 (models C4, D2). */
export const PRIOR_PRECISION = 1 / 0.25 ** 2;

/** A Newton fit of one or two parameters ends after this many steps at the latest. */
export const MOST_STEPS = 30;
/** A step this small changes no price. */
export const SMALL_STEP = 1e-9;
/** Longest step in any parameter: the likelihood is concave, far steps only overshoot. */
export const LONGEST_STEP = 0.5;
