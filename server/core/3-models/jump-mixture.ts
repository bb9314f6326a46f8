// Settlement with Poisson jumps (Merton), for stress and what-if. In: score inputs and jump law. Out: P(A > K).
// Source: models A3: 0 and 1 jump exactly over the arrival second, two and more by the mean squared weight.
import { normalCdf } from './normal-cdf.ts';
import { countAhead, effectiveSeconds, WINDOW_PRINTS } from './settlement-average.ts';

const MOST_JUMPS = 30;

export interface JumpInput {
  readonly spotUsd: number;
  readonly strikeUsd: number;
  readonly knownSumUsd: number;
  readonly secondsToClose: number;
  readonly variancePerSecond: number;
  readonly jumpsPerHour: number;
  /** Standard deviation of one jump in log price. */
  readonly jumpLogSd: number;
}

/** P(A > K) with diffusion and jumps, normal in each branch. */
export function jumpProbability(input: JumpInput): number {
  const { unknownCount, secondsToNext } = countAhead(input.secondsToClose);
  const mean = (input.knownSumUsd + unknownCount * input.spotUsd) / WINDOW_PRINTS;
  const score = (mean - input.strikeUsd) / input.spotUsd;
  const diffusion = input.variancePerSecond * effectiveSeconds(unknownCount, secondsToNext);
  const jumpVariance = input.jumpLogSd * input.jumpLogSd;
  const seconds = Math.ceil(input.secondsToClose);
  let oneJump = 0;
  let squaredWeights = 0;
  for (let second = 1; second <= seconds; second++) {
    const weight = Math.min(unknownCount, seconds - second + 1) / WINDOW_PRINTS;
    squaredWeights += weight * weight;
    oneJump += normalCdf(score / Math.sqrt(diffusion + jumpVariance * weight * weight));
  }
  const expected = (input.jumpsPerHour * input.secondsToClose) / 3600;
  const meanSquare = squaredWeights / seconds;
  let chance = Math.exp(-expected);
  let sum = chance * normalCdf(score / Math.sqrt(diffusion));
  chance *= expected;
  sum += chance * (oneJump / seconds);
  for (let n = 2; n <= MOST_JUMPS; n++) {
    chance *= expected / n;
    sum += chance * normalCdf(score / Math.sqrt(diffusion + n * jumpVariance * meanSquare));
  }
  return sum;
}
