// Settlement under an uncertain variance: a lognormal mixture of normals. In: score and sd of ln-variance. Out: P.
// Source: models A3, 15-point Gauss–Hermite; V = exp(sξ − s²/2) keeps the mean variance.
import { normalCdf } from './normal-cdf.ts';

const POINTS = 15;

interface Rule {
  readonly nodes: readonly number[];
  readonly weights: readonly number[];
}

/** Orthonormal Hermite value and derivative at x (weight e^{−x²}). */
function hermite(x: number): { readonly value: number; readonly slope: number } {
  let previous = 0;
  let value = Math.PI ** -0.25;
  for (let k = 1; k <= POINTS; k++) {
    const next = x * Math.sqrt(2 / k) * value - Math.sqrt((k - 1) / k) * previous;
    previous = value;
    value = next;
  }
  return { value, slope: Math.sqrt(2 * POINTS) * previous };
}

/** Nodes by scanning for sign changes and polishing with Newton; runs once. */
function gaussHermite(): Rule {
  const nodes: number[] = [];
  const weights: number[] = [];
  const step = 0.01;
  for (let left = -6; left < 6; left += step) {
    const right = left + step;
    if (hermite(left).value * hermite(right).value > 0) continue;
    let x = (left + right) / 2;
    for (let round = 0; round < 30; round++) {
      const { value, slope } = hermite(x);
      x -= value / slope;
    }
    const { slope } = hermite(x);
    nodes.push(x * Math.SQRT2);
    weights.push(2 / (slope * slope) / Math.sqrt(Math.PI));
  }
  return { nodes, weights };
}

const RULE = gaussHermite();

/** Σ ω_k Φ(z/√V_k): P(A > K) at standard score z when ln-variance has standard deviation `logVarianceSd`. */
export function mixtureProbability(z: number, logVarianceSd: number): number {
  let sum = 0;
  for (let k = 0; k < RULE.nodes.length; k++) {
    const logVariance = logVarianceSd * (RULE.nodes[k] ?? 0) - (logVarianceSd * logVarianceSd) / 2;
    sum += (RULE.weights[k] ?? 0) * normalCdf(z * Math.exp(-logVariance / 2));
  }
  return sum;
}
