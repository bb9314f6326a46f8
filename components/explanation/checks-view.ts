// Checks of a decision by outcome. In: checks in the gate's order. Out: failing, missing, passed, each with its heading.
import type { CheckOutcome, CheckResult } from '#lib/domain/verdict.ts';

export interface CheckGroup {
  readonly outcome: CheckOutcome;
  readonly name: string;
  readonly checks: readonly CheckResult[];
}

const GROUPS: readonly Pick<CheckGroup, 'outcome' | 'name'>[] = [
  { outcome: 'fail', name: 'Failing by their value' },
  { outcome: 'missing', name: 'Failing for a missing input' },
  { outcome: 'pass', name: 'Passed' },
];

/** All three groups, empty ones too: that nothing fails is worth reading. */
export function groupChecks(checks: readonly CheckResult[]): readonly CheckGroup[] {
  return GROUPS.map((group) => ({
    ...group,
    checks: checks.filter((check) => check.outcome === group.outcome),
  }));
}
