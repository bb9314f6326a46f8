// Stage 4's second crossing: every evaluation ends in exactly one of enter, hold, exit, flat. Out: an unsealed decision.
import type { Candidate, CheckResult, VerdictKind } from '#lib/domain/verdict.ts';
import { approvalFlags } from './approval-flags.ts';
import { runChecks } from './checks.ts';
import type { DecisionDraft, IntentDraft } from './decision-draft.ts';
import { exitPlan } from './exit-plan.ts';
import { heldContracts } from './exit-reason.ts';
import type { GateInput } from './gate-input.ts';
import { intentDraft } from './intent-draft.ts';
import { enterSentence, exitSentence, failing, flatSentence, holdSentence } from './sentence.ts';

interface Outcome {
  readonly verdict: VerdictKind;
  readonly sentence: string;
  readonly checks: readonly CheckResult[];
  readonly candidate: Candidate | null;
  readonly intent: IntentDraft | null;
}

/** Holding: out when there is a reason and nothing physical stands in the way; otherwise wait. Never adds. */
function whileHeld(input: GateInput, entry: Candidate | null): Outcome {
  const plan = exitPlan(input);
  // Someone wants out and no way out can be priced: the checks must speak about that, not about an entry.
  const judged = plan?.candidate ?? (input.closeRequestedBy === null ? entry : null);
  const checks = runChecks(input, judged);
  const blocked = failing(checks).filter((check) => check.blocksExit);
  if (plan !== null && blocked.length === 0)
    return {
      verdict: 'exit',
      sentence: exitSentence(plan.candidate, plan.reason),
      checks,
      candidate: plan.candidate,
      intent: intentDraft(input, plan.candidate, 'exit'),
    };
  const wants = plan !== null || input.closeRequestedBy !== null;
  const sentence = holdSentence(input, heldContracts(input), wants ? blocked : []);
  return { verdict: 'hold', sentence, checks, candidate: judged, intent: null };
}

/** Flat: in when a candidate passes every single check. */
function whileFlat(input: GateInput, entry: Candidate | null): Outcome {
  const checks = runChecks(input, entry);
  const common = { checks, candidate: entry, intent: null };
  if (input.openOrders.length > 0)
    return { ...common, verdict: 'hold', sentence: holdSentence(input, 0, []) };
  if (entry === null || failing(checks).length > 0)
    return { ...common, verdict: 'flat', sentence: flatSentence(checks, input.fair, entry) };
  return {
    ...common,
    verdict: 'enter',
    sentence: enterSentence(entry, input.fair),
    intent: intentDraft(input, entry, 'enter'),
  };
}

/**
 * Decides about one market. `candidate` is the entry found by `forecastToIntent`; while a position is open the exit
 * is judged instead. All checks run and all reasons are kept; exits are stopped by physical checks alone.
 */
export function intentToVerdict(input: GateInput, candidate: Candidate | null): DecisionDraft {
  const held = heldContracts(input) !== 0;
  const outcome = held ? whileHeld(input, candidate) : whileFlat(input, candidate);
  const entering = outcome.verdict === 'enter' && outcome.candidate !== null;
  return {
    ...outcome,
    ticker: input.market.ticker,
    at: input.at,
    eventSeq: input.eventSeq,
    flags: entering && outcome.candidate !== null ? approvalFlags(input, outcome.candidate) : [],
    input,
  };
}
