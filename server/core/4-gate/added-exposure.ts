// Worst case after a candidate. In: exposures before it, candidate. Out: 1e-6 $, or null when not known.
import type { Candidate } from '#lib/domain/verdict.ts';
import type { Exposures, GateInput } from './gate-input.ts';
import { ladderWorstCase, orderLeg } from './ladder.ts';
import { costOfOne } from './stake.ts';

/** What `candidate` can lose at most: all-in cost × count, 1e-6 $ (price 1e-4 × count 1e-2), rounded up. */
export function worstCaseOf(candidate: Candidate): number {
  const { side, price, count, feePerContract } = candidate;
  return Math.ceil(costOfOne({ side, price, fee: feePerContract }) * count);
}

/** True when the candidate only takes away from the position held. */
function reduces(input: GateInput, candidate: Candidate): boolean {
  const held = input.position?.contracts ?? 0;
  const sign = candidate.side === 'bid' ? 1 : -1;
  return held * sign < 0 && candidate.count <= Math.abs(held);
}

/** The exposure of one scope with the candidate in it; null without exposures or without a candidate. */
export function addedExposure(
  input: GateInput,
  candidate: Candidate | null,
  scope: keyof Exposures,
): number | null {
  if (input.exposures === null || candidate === null) return null;
  const added = reduces(input, candidate) ? 0 : worstCaseOf(candidate);
  return input.exposures[scope] + added;
}

/**
 * The event's worst case with the candidate in it: joint over its strikes, which is never more than the sum over them.
 * The sum where no leg is known, or a strike is not.
 */
export function addedEventExposure(input: GateInput, candidate: Candidate | null): number | null {
  const sum = addedExposure(input, candidate, 'event');
  const { ladder } = input;
  if (sum === null || candidate === null || ladder === null || ladder.length === 0) return sum;
  const { side, price, count, feePerContract } = candidate;
  const fee = Math.ceil(feePerContract * count);
  const leg = orderLeg(input.market.rule, { side, price, count, fee });
  return ladderWorstCase(ladder, leg) ?? sum;
}
