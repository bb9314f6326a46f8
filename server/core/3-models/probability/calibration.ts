// Are the model's odds to be taken at their word? In: settled quotes. Out: logit p → a + b·logit p.
// Source: models C4: two parameters with a ridge to the identity; the identity is a = 0, b = 1.
import { evidenceLogit, fromLogit, logit } from '#lib/log-odds.ts';
import {
  LONGEST_STEP,
  MOST_STEPS,
  PRIOR_PRECISION,
  type SettledPair,
  SMALL_STEP,
} from './settled-pair.ts';

export interface Calibration {
  readonly a: number;
  readonly b: number;
}

export const IDENTITY: Calibration = { a: 0, b: 1 };

/** A slope outside this would turn the ladder over or make every strike certain: held. */
const LEAST_SLOPE = 0.2;
const MOST_SLOPE = 3;

/** True where the model is taken at its word. */
export function isIdentity({ a, b }: Calibration): boolean {
  return a === 0 && b === 1;
}

/** Calibrated log-odds of p. */
export function calibratedOdds({ a, b }: Calibration, p: number): number {
  return a + b * logit(p);
}

/** p under the calibration; the identity returns p itself. Rises with p, since b > 0. */
export function calibrate(calibration: Calibration, p: number): number {
  return isIdentity(calibration) ? p : fromLogit(calibratedOdds(calibration, p));
}

/**
 * Newton steps on the penalised logistic likelihood, a ~ N(prior.a, .25²), b ~ N(prior.b, .25²), each pair by its
 * weight: no pairs give the prior. Bounded: 30 steps over the pairs.
 */
export function fitCalibration(
  pairs: readonly SettledPair[],
  prior: Calibration = IDENTITY,
): Calibration {
  const scores = Float64Array.from(pairs, (pair) => evidenceLogit(pair.model));
  let { a, b } = prior;
  for (let round = 0; round < MOST_STEPS; round++) {
    let scoreA = PRIOR_PRECISION * (prior.a - a);
    let scoreB = PRIOR_PRECISION * (prior.b - b);
    let [aa, ab, bb] = [PRIOR_PRECISION, 0, PRIOR_PRECISION];
    for (const [i, { yes, weight }] of pairs.entries()) {
      const x = scores[i] ?? 0;
      const p = fromLogit(a + b * x);
      const miss = weight * ((yes ? 1 : 0) - p);
      const information = weight * p * (1 - p);
      scoreA += miss;
      scoreB += miss * x;
      aa += information;
      ab += information * x;
      bb += information * x * x;
    }
    const determinant = aa * bb - ab * ab;
    const stepA = (bb * scoreA - ab * scoreB) / determinant;
    const stepB = (aa * scoreB - ab * scoreA) / determinant;
    const longest = Math.max(Math.abs(stepA), Math.abs(stepB));
    const damp = Math.min(1, LONGEST_STEP / Math.max(longest, SMALL_STEP));
    a += damp * stepA;
    b += damp * stepB;
    if (longest < SMALL_STEP) break;
  }
  return { a, b: Math.min(MOST_SLOPE, Math.max(LEAST_SLOPE, b)) };
}
