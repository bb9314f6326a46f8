// The market as prior. In: mid, model, settled quotes. Out: logit p* = logit mid + β (logit p − logit mid), and β.
// Source: models D2: β ~ N(0, .25²), within 0 … 1, from 0. β = 0 IS the mid: without evidence there is no edge to see.
import { evidenceLogit, fromLogit, heldLogit, logit } from '#lib/log-odds.ts';
import {
  type Belief,
  LONGEST_STEP,
  MOST_STEPS,
  PRIOR_PRECISION,
  type SettledPair,
  SMALL_STEP,
} from './settled-pair.ts';

/** β before any evidence. */
export const NO_WEIGHT: Belief = { mean: 0, precision: PRIOR_PRECISION };

/** Weight of the model with its own doubt, 80 % half width. */
export interface Weight {
  readonly beta: number;
  readonly betaReach: number;
}

/** The model's 80 % band and its centre as log-odds, each held to what evidence can speak of. */
export interface ModelOdds {
  readonly low: number;
  readonly centre: number;
  readonly high: number;
}

/**
 * p*. Both odds are held to what evidence can speak of while their distance is taken, as they were when β was fitted: a
 * model that claims certainty pulls no harder than .998. β = 0 gives `mid` itself, bit for bit.
 */
export function blend(beta: number, mid: number, model: number): number {
  return blendOdds(beta, { mid, odds: logit(mid) }, evidenceLogit(model));
}

/** The same with both log-odds at hand, the model's held. */
export function blendOdds(
  beta: number,
  market: { readonly mid: number; readonly odds: number },
  model: number,
): number {
  if (beta === 0) return market.mid;
  return fromLogit(market.odds + beta * (model - heldLogit(market.odds)));
}

/**
 * How far an end of the model's band, `gap` from its centre, is from the centre of the blend, in log-odds; widened in
 * quadrature by the doubt about β, which weighs the model's `distance` from the mid.
 */
export function blendReach({ beta, betaReach }: Weight, distance: number, gap: number): number {
  return Math.sqrt((beta * gap) ** 2 + (betaReach * distance) ** 2);
}

/** The pairs as the fit sees them: log-odds of the mid, and how far the model is from it. */
interface Told {
  readonly pairs: readonly SettledPair[];
  readonly mids: Float64Array;
  readonly distances: Float64Array;
  readonly prior: Belief;
}

/** Slope and curvature of the penalised log-likelihood at β. */
function posteriorAt({ pairs, mids, distances, prior }: Told, beta: number) {
  let score = prior.precision * (prior.mean - beta);
  let { precision } = prior;
  for (const [i, { yes, weight }] of pairs.entries()) {
    const distance = distances[i] ?? 0;
    const p = fromLogit((mids[i] ?? 0) + beta * distance);
    score += weight * ((yes ? 1 : 0) - p) * distance;
    precision += weight * p * (1 - p) * distance * distance;
  }
  return { score, precision };
}

/**
 * Newton steps on the penalised likelihood from the prior's mean, each pair by its weight; then held within 0 … 1, with
 * the precision there. No pairs give the prior. Bounded: 30 steps over the pairs.
 */
export function fitBlend(pairs: readonly SettledPair[], prior: Belief = NO_WEIGHT): Belief {
  const told = {
    pairs,
    mids: Float64Array.from(pairs, (pair) => logit(pair.mid)),
    distances: Float64Array.from(
      pairs,
      (pair) => evidenceLogit(pair.model) - evidenceLogit(pair.mid),
    ),
    prior,
  };
  let beta = prior.mean;
  for (let round = 0; round < MOST_STEPS; round++) {
    const { score, precision } = posteriorAt(told, beta);
    const step = Math.max(-LONGEST_STEP, Math.min(LONGEST_STEP, score / precision));
    beta += step;
    if (Math.abs(step) < SMALL_STEP) break;
  }
  const mean = Math.max(0, Math.min(1, beta));
  return { mean, precision: posteriorAt(told, mean).precision };
}
