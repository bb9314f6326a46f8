// What an evaluation is given. In: nothing. Out: the shapes of its input and of the fit that travels with the code.
import type { BaselineParameters } from '../baselines/fit-baselines.ts';
import type { VolatilityMember } from '../baselines/member.ts';
import type { Recordings } from '../data/load-folder.ts';
import type { Plan } from './plan.ts';
import type { BucketFit } from './score-probability.ts';

/** Numbers learnt earlier, for folders that hold nothing to learn from. */
export interface ShippedFit {
  readonly baselines: BaselineParameters;
  readonly buckets: readonly BucketFit[];
  /** The markets of `buckets` closed before this. */
  readonly bucketsFittedToMs: number;
}

export interface EvaluationInput {
  readonly recordings: Recordings;
  readonly plan: Plan;
  readonly seed: number;
  readonly walkForward: boolean;
  readonly shipped: ShippedFit;
  /** Members beside the baselines; they must not have been fitted on what is scored. */
  readonly extraMembers: readonly VolatilityMember[];
  /** Members that need the fitted baselines beside them, a combination say; the same rule holds. */
  readonly moreMembers?: (baselines: readonly VolatilityMember[]) => readonly VolatilityMember[];
  /** Member whose variance prices the quotes; HAR with time of day unless named. */
  readonly pricingMemberId?: string;
}
