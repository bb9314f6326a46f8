// Which entries go out without asking anybody, in one sentence. In: the limits in force. Out: words.
import type { Limits } from '#lib/domain/limits.ts';
import { formatContracts } from '#lib/format/contracts.ts';
import { formatPercent } from '#lib/format/ratio.ts';

type AskingLimits = Pick<
  Limits,
  | 'flagEveryTrade'
  | 'flagFirstOfDay'
  | 'flagCount'
  | 'maxOrderCount'
  | 'flagConfidence'
  | 'minConfidence'
  | 'flagDisagreement'
  | 'maxDisagreement'
>;

/** An entry must pass both the flag and the gate's own limit of the same kind: the narrower one counts. */
function termsText(limits: AskingLimits): string {
  const contracts = formatContracts(Math.min(limits.flagCount, limits.maxOrderCount));
  const confidence = Math.max(limits.flagConfidence, limits.minConfidence);
  const gap = Math.min(limits.flagDisagreement, limits.maxDisagreement);
  return `entries up to ${contracts} contracts with confidence ≥ ${formatPercent(confidence, 0)} and at most ${formatPercent(gap, 0)} from the market`;
}

/**
 * What `after` leads to: 'arming' the first entry of the day may still be asked for, after the 'first' one none is.
 * Null limits: not known yet, and then nothing is claimed.
 */
export function askingRule(limits: AskingLimits | null, after: 'arming' | 'first'): string {
  if (limits === null) return 'Which entries go out without asking is not known yet.';
  if (limits.flagEveryTrade) return 'After this, every entry still waits for your approval.';
  const first =
    after === 'arming' && limits.flagFirstOfDay
      ? ', once the first one of the UTC day was approved'
      : '';
  return `After this, ${termsText(limits)} go out without asking${first}.`;
}

/** The rule in few words, for a narrow place. */
export function shortAskingRule(limits: AskingLimits | null): string {
  if (limits === null) return 'entries allowed';
  if (limits.flagEveryTrade) return 'every entry waits for you';
  return `≤ ${formatContracts(Math.min(limits.flagCount, limits.maxOrderCount))} contracts go out unasked`;
}
