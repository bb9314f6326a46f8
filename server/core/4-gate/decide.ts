// The gate in one call. In: gate input. Out: an unsealed decision.
import type { DecisionDraft } from './decision-draft.ts';
import { forecastToIntent } from './forecast-to-intent.ts';
import type { GateInput } from './gate-input.ts';
import { intentToVerdict } from './intent-to-verdict.ts';

/** Finds the best trade and judges it. Hashes nothing: seal what is worth keeping. */
export function decide(input: GateInput): DecisionDraft {
  return intentToVerdict(input, forecastToIntent(input));
}
