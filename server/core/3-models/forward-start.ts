// KXBTC15M before its strike exists: the strike is itself a mean of 60 prints. In: reference state. Out: P(A₂ ≥ A₁).
// Formula (8) of models A2: weights of the two means overlap in the reference window.
import { normalCdf } from './normal-cdf.ts';
import { countAhead, WINDOW_PRINTS } from './settlement-average.ts';
import { unitStudentCdf } from './student-t.ts';

/** Seconds from the end of the reference window to the market's close. */
const QUARTER_HOUR = 900;

export interface ForwardStart {
  readonly spotUsd: number;
  /** Seconds to the end of the reference window. */
  readonly secondsToReference: number;
  readonly knownSumUsd: number;
  readonly variancePerSecond: number;
  /** Student degrees of freedom; null = lognormal ratio. */
  readonly nu: number | null;
}

/** Effective variance time of D = A₂ − A₁ in seconds: 880.006 before the reference window opens. */
export function forwardStartSeconds(secondsToReference: number): number {
  const { unknownCount: m, secondsToNext } = countAhead(secondsToReference);
  const knownShare = (WINDOW_PRINTS - m) / WINDOW_PRINTS;
  let seconds = knownShare * knownShare * secondsToNext;
  for (let j = 1; j < m; j++) seconds += ((WINDOW_PRINTS - m + j) / WINDOW_PRINTS) ** 2;
  for (let j = 1; j < WINDOW_PRINTS; j++) seconds += (j / WINDOW_PRINTS) ** 2;
  return seconds + QUARTER_HOUR - WINDOW_PRINTS + 1;
}

/** P(settlement mean ≥ reference mean): lognormal ratio, or Student-t with ν. */
export function forwardStartProbability(input: ForwardStart): number {
  const { unknownCount } = countAhead(input.secondsToReference);
  const reference = (input.knownSumUsd + unknownCount * input.spotUsd) / WINDOW_PRINTS;
  const variance = input.variancePerSecond * forwardStartSeconds(input.secondsToReference);
  const deviation = Math.sqrt(variance);
  if (input.nu === null)
    return normalCdf((Math.log(input.spotUsd / reference) - variance / 2) / deviation);
  return unitStudentCdf((input.spotUsd - reference) / (input.spotUsd * deviation), input.nu);
}
