// What an evaluation is given. In: nothing. Out: the shapes of its input and of the fit that travels with the code.
import type { SignalParameters } from '#lib/domain/signal-parameters.ts';
import type { VolatilityMember } from '../baselines/member.ts';
import type { Recordings } from '../data/load-folder.ts';
import type { Plan } from './plan.ts';

export interface EvaluationInput {
  readonly recordings: Recordings;
  readonly plan: Plan;
  readonly seed: number;
  readonly walkForward: boolean;
  /** Learnt earlier, for folders that hold nothing to learn from: made of VOLATILITY_TRAIN and of markets before MARKET_TEST. */
  readonly signal: SignalParameters;
  /** Members beside the baselines; they must not have been fitted on what is scored. */
  readonly extraMembers: readonly VolatilityMember[];
  /** Members that need the fitted baselines beside them, a combination say; the same rule holds. */
  readonly moreMembers?: (baselines: readonly VolatilityMember[]) => readonly VolatilityMember[];
}
