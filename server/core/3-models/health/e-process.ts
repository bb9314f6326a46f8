// Evidence that one forecaster beats another, valid however often it is looked at. In: score gains. Out: an e-value.
// Source: models §D4.4, Henzi & Ziegel (S48), Choe & Ramdas (S49). For a fixed stake λ the wealth Π(1 + λ dᵢ), dᵢ ∈ [−1, 1],
// is M · Π(1 + λ E dᵢ) ≤ M · exp(λ Σ E dᵢ) with M a martingale: an e-process while the gains are not positive on average.
// An average over fixed stakes is one too, and by Ville P(sup E ≥ 20) ≤ 1/20 at all times together.
import { assertCondition } from '#lib/check.ts';

/** E at which the evidence counts: one chance in twenty of being wrong, ever. */
export const E_ENOUGH = 20;
/** Fixed stakes, below 1 so that no outcome is ruin. The best one for mean gain μ and variance σ² is μ/σ². */
const STAKES = [1 / 16, 1 / 8, 1 / 4, 1 / 2, 15 / 16];
/** E-values are reported no larger: e⁷⁰⁹ is the end of a double. */
const LARGEST_LOG = 700;

/** Plain data: ln wealth of each stake, and the highest ln E so far. */
export interface EProcess {
  readonly logWealth: number[];
  count: number;
  peakLog: number;
}

/** E = 1: no evidence. */
export function createEProcess(): EProcess {
  return { logWealth: STAKES.map(() => 0), count: 0, peakLog: 0 };
}

/** By how much `better` beats `worse` in Brier score on one outcome: (worse − y)² − (better − y)², in −1 … 1. */
export function brierGain(better: number, worse: number, y: 0 | 1): number {
  return (worse - y) ** 2 - (better - y) ** 2;
}

/** ln of the mean wealth. */
function logE(process: EProcess): number {
  const highest = Math.max(...process.logWealth);
  const sum = process.logWealth.reduce((total, each) => total + Math.exp(each - highest), 0);
  return highest + Math.log(sum / process.logWealth.length);
}

/**
 * Adds one gain. Call once per independent outcome: two markets that settle on the same minutes are one outcome, and
 * counting both would void the guarantee. O(stakes).
 */
export function observeGain(process: EProcess, gain: number): void {
  if (!(gain >= -1 && gain <= 1)) assertCondition(false, `a gain in Brier score of ${gain}`);
  for (const [i, stake] of STAKES.entries())
    process.logWealth[i] = (process.logWealth[i] ?? 0) + Math.log1p(stake * gain);
  process.count++;
  process.peakLog = Math.max(process.peakLog, logE(process));
}

/** E now: what may be claimed. Permission asks this one. */
export function eValue(process: EProcess): number {
  return Math.exp(Math.min(LARGEST_LOG, logE(process)));
}

/** The highest E so far: what was once proven. Prohibition asks this one, so that it does not lift by itself. */
export function peakEValue(process: EProcess): number {
  return Math.exp(Math.min(LARGEST_LOG, process.peakLog));
}
