// Why a good entry still waits for the operator. In: gate input, candidate. Out: every flag that is up.
import type { ApprovalFlag, Candidate } from '#lib/domain/verdict.ts';
import type { GateInput } from './gate-input.ts';
import { marketGap } from './market-gap.ts';
import { contracts, percent } from './wording.ts';

/** All flags of an entry; an empty list means that it may be sent without asking. */
export function approvalFlags(input: GateInput, candidate: Candidate): readonly ApprovalFlag[] {
  const { limits, fair } = input;
  const flags: ApprovalFlag[] = [];
  const confidence = fair?.confidence ?? 0;
  const gap = marketGap(fair, candidate);
  if (candidate.count > limits.flagCount)
    flags.push({ id: 'size', text: `${contracts(candidate.count)} contracts are a large order` });
  if (confidence < limits.flagConfidence)
    flags.push({ id: 'low-confidence', text: `confidence is only ${percent(confidence)}` });
  if (gap > limits.flagDisagreement)
    flags.push({ id: 'far-from-market', text: `model and market differ by ${percent(gap)}` });
  if (limits.flagFirstOfDay && input.firstOfDay)
    flags.push({ id: 'first-of-day', text: 'the first entry of the day' });
  if (limits.flagEveryTrade)
    flags.push({ id: 'every-trade', text: 'every entry is approved by hand' });
  return flags;
}
