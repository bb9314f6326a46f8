// Counts of several runners added up, and the one closing line made of them.

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export const NOTHING: Tally = { passed: 0, failed: 0, skipped: 0 };
export const ONE_PASSED: Tally = { ...NOTHING, passed: 1 };
export const ONE_FAILED: Tally = { ...NOTHING, failed: 1 };

export function addTallies(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (sum, each) => ({
      passed: sum.passed + each.passed,
      failed: sum.failed + each.failed,
      skipped: sum.skipped + each.skipped,
    }),
    NOTHING,
  );
}

/** `N passed, N failed`, with `, N skipped` behind when there are any. */
export function closingLine(tally: Tally): string {
  const skipped = tally.skipped > 0 ? `, ${tally.skipped} skipped` : '';
  return `${tally.passed} passed, ${tally.failed} failed${skipped}`;
}

/** A runner that ended badly without a failed test has failed all the same: a crash, a leak, nothing run. */
export function withExitCode(tally: Tally, code: number | null): Tally {
  const isGood = code === 0 && tally.passed + tally.failed > 0;
  return isGood || tally.failed > 0 ? tally : { ...tally, failed: 1 };
}
