// A probability as a branded float in [0, 1].
import type { Brand } from '../brand.ts';
import { assertCondition } from '../check.ts';

/** Chance in [0, 1]. */
export type Probability = Brand<number, 'Probability'>;

/** A probability; throws on NaN or outside [0, 1]. */
export function probability(value: number): Probability {
  // The message is made only when it is needed: writing out a float costs more than pricing a strike.
  if (!(value >= 0 && value <= 1))
    assertCondition(false, `probability must be within 0…1, got ${value}`);
  return value as Probability;
}

/** Clips float dust (−1e-17, 1 + 1e-16) into [0, 1]; NaN still throws. */
export function clipProbability(value: number): Probability {
  return probability(Math.min(1, Math.max(0, value)));
}
