// How a decision's checks are ordered and found. In: checks, a filter. Out: failing first, then missing, then passed.
import type { CheckOutcome, CheckResult, VerdictKind } from '#lib/domain/verdict.ts';
import type { DecisionRow } from '#lib/wire/signal-rows.ts';

const RANK: Readonly<Record<CheckOutcome, number>> = { fail: 0, missing: 1, pass: 2 };

/** The word on each check. */
export const OUTCOME_WORD: Readonly<Record<CheckOutcome, string>> = {
  fail: 'FAIL',
  missing: 'MISSING',
  pass: 'pass',
};

/** What each verdict does, in one line under its word. */
export const VERDICT_MEANING: Readonly<Record<VerdictKind, string>> = {
  enter: 'sends or asks for an entry',
  hold: 'keeps the position, or the own orders at work',
  exit: 'closes the position',
  flat: 'no entry: stays out',
};

/** Checks that contain every word of `filter`, failing first; the gate's own order is kept within an outcome. */
export function orderChecks(
  checks: readonly CheckResult[],
  filter: string,
): readonly CheckResult[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const matches = (check: CheckResult) => {
    const text = `${check.id} ${check.label} ${check.text} ${check.outcome}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
  return checks.filter(matches).toSorted((left, right) => RANK[left.outcome] - RANK[right.outcome]);
}

/** Checks that say no more than the state of trading: server/core/4-gate/checks. */
const STATE_CHECKS: ReadonlySet<string> = new Set(['not-killed', 'trading-armed']);

/**
 * The sentences of the checks that do not pass, without what the verdict's own sentence says already, nor the state of
 * trading where that is said above them.
 */
export function otherReasons(
  { checks, sentence }: Pick<DecisionRow, 'checks' | 'sentence'>,
  isStateSaid = false,
): readonly string[] {
  const blocking = orderChecks(checks, '').filter(
    ({ id, outcome }) => outcome !== 'pass' && !(isStateSaid && STATE_CHECKS.has(id)),
  );
  return [...new Set(blocking.map((check) => check.text))].filter(
    (text) => !sentence.includes(text),
  );
}

/** "4 fail, of them 1 for a missing input; 11 pass": counted as the verdict's sentence counts. */
export function summarise(checks: readonly CheckResult[]): string {
  const count = (outcome: CheckOutcome) =>
    checks.filter((check) => check.outcome === outcome).length;
  const missing = count('missing');
  const failing = count('fail') + missing;
  const of = missing === 0 ? '' : `, of them ${missing} for a missing input`;
  return `${failing} fail${failing === 1 ? 's' : ''}${of}; ${count('pass')} pass`;
}
