// How far our model stands from the market, before the blend draws them together. In: fair value, candidate. Out: share.
import type { FairValue } from '#lib/domain/fair-value.ts';
import type { Candidate } from '#lib/domain/verdict.ts';

/**
 * Largest of |view − market| over the blend, the calibrated and the combined view: a small weight must not hide a model
 * that is worlds apart, for then one of the two has the strike, the index or the outcome wrong.
 */
export function marketGap(fair: FairValue | null, candidate: Candidate): number {
  const { fairProbability, marketProbability } = candidate;
  const views = fair === null ? [] : [fair.views.calibrated, fair.views.combined];
  return Math.max(...[fairProbability, ...views].map((each) => Math.abs(each - marketProbability)));
}
