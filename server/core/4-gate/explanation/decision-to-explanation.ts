// Why a verdict is what it is, for the screen and the record. In: a draft. Out: an Explanation, or null without a price.
import type { Explanation } from '#lib/domain/explanation.ts';
import type { DecisionDraft } from '../decision-draft.ts';
import { counterfactual } from './counterfactual.ts';
import { priceContributions } from './price-contributions.ts';

/**
 * Pure and dear (about as much as the decision itself): called when a decision is sealed, never on every tick.
 * `modelMove` as in priceContributions.
 */
export function decisionToExplanation(
  draft: DecisionDraft,
  modelMove: number | null,
): Explanation | null {
  const { fair, forecast } = draft.input;
  if (fair === null) return null;
  return {
    views: fair.views,
    confidence: fair.confidence,
    confidenceParts: fair.confidenceParts,
    contributions: forecast === null ? [] : priceContributions(forecast, fair, modelMove),
    counterfactual: counterfactual(draft),
  };
}
