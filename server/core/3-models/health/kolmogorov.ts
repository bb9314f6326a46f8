// The Kolmogorov distribution. In: the scaled largest gap of two distributions. Out: how likely chance alone makes it.
// Source: Kolmogorov 1933; the theta-function form for small λ, where the first series converges slowly.

const TERMS = 100;
const NEGLIGIBLE = 1e-17;
/** Below this Q is 1 to the last bit: 1 − Q(.1) is under 1e-51. */
const SMALLEST = 0.1;

/** Q(λ) = 2 Σ (−1)^(j−1) exp(−2 j² λ²). */
function alternatingSeries(lambda: number): number {
  let sum = 0;
  for (let j = 1; j <= TERMS; j++) {
    const term = Math.exp(-2 * j * j * lambda * lambda);
    sum += j % 2 === 1 ? term : -term;
    if (term < NEGLIGIBLE) break;
  }
  return 2 * sum;
}

/** Q(λ) = 1 − √(2π)/λ Σ exp(−(2j−1)² π² / (8 λ²)). */
function thetaSeries(lambda: number): number {
  let sum = 0;
  for (let j = 1; j <= TERMS; j++) {
    const term = Math.exp((-((2 * j - 1) ** 2) * Math.PI ** 2) / (8 * lambda * lambda));
    sum += term;
    if (term < NEGLIGIBLE) break;
  }
  return 1 - (Math.sqrt(2 * Math.PI) / lambda) * sum;
}

/** P(√n · D > λ) as n → ∞; 1 for small and negative λ. */
export function kolmogorovTail(lambda: number): number {
  if (lambda <= SMALLEST) return 1;
  const tail = lambda < 1 ? thetaSeries(lambda) : alternatingSeries(lambda);
  return Math.min(1, Math.max(0, tail));
}
