// An exponentially weighted mean that knows how much evidence it holds. In: values. Out: mean, variance, weight.
// Source: EWMA with bias correction: Σ λᵏ xₖ / Σ λᵏ, so the first values are not diluted by an invented zero.

/** Half-life in seconds of a mean, one value a second, whose mean age is a day. */
export const DAY_HALF_LIFE_S = 86_400 * Math.LN2;

export interface DecayedMean {
  readonly decay: number;
  weighted: number;
  squared: number;
  weight: number;
}

/** A mean whose evidence halves every `halfLife` observations. */
export function createDecayedMean(halfLife: number): DecayedMean {
  return { decay: 0.5 ** (1 / halfLife), weighted: 0, squared: 0, weight: 0 };
}

/** Adds one observation. */
export function addObservation(mean: DecayedMean, value: number): void {
  mean.weighted = mean.decay * mean.weighted + value;
  mean.squared = mean.decay * mean.squared + value * value;
  mean.weight = mean.decay * mean.weight + 1;
}

/** The mean; null while fewer than `least` observations' worth of weight are held. */
export function decayedMean(mean: DecayedMean, least: number): number | null {
  return mean.weight < least ? null : mean.weighted / mean.weight;
}

/** Standard deviation about that mean; null like the mean. */
export function decayedSd(mean: DecayedMean, least: number): number | null {
  if (mean.weight < least) return null;
  const centre = mean.weighted / mean.weight;
  return Math.sqrt(Math.max(0, mean.squared / mean.weight - centre * centre));
}
