// ψ′, the variance of the logarithm of a gamma variable. In: its shape. Out: the variance, good to 1e-9.

/** Terms of the recurrence before the asymptotic series of ψ′ is good to 1e-9. */
const LEAST_ARGUMENT = 8;

/** ψ′(x), x > 0: the variance of the logarithm of a gamma variable of shape x (Abramowitz & Stegun 6.4.6, 6.4.12). */
export function trigamma(x: number): number {
  let shifted = x;
  let sum = 0;
  for (; shifted < LEAST_ARGUMENT; shifted++) sum += 1 / (shifted * shifted);
  const square = 1 / (shifted * shifted);
  const series = 1 / 6 - square * (1 / 30 - square * (1 / 42 - square / 30));
  return sum + 1 / shifted + square / 2 + (square / shifted) * series;
}
