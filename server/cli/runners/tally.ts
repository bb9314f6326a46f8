// Counts of several runners added up, and the one closing line made of them.

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** What failed and why, as far as the runner says. */
  readonly failures: readonly string[];
}

export const NOTHING: Tally = { passed: 0, failed: 0, skipped: 0, failures: [] };
export const ONE_PASSED: Tally = { ...NOTHING, passed: 1 };
export const ONE_FAILED: Tally = { ...NOTHING, failed: 1 };

export function addTallies(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (sum, each) => ({
      passed: sum.passed + each.passed,
      failed: sum.failed + each.failed,
      skipped: sum.skipped + each.skipped,
      failures: [...sum.failures, ...each.failures],
    }),
    NOTHING,
  );
}

/** `N passed, N failed`, with `, N skipped` behind when there are any. */
export function closingLine(tally: Tally): string {
  const skipped = tally.skipped > 0 ? `, ${tally.skipped} skipped` : '';
  return `${tally.passed} passed, ${tally.failed} failed${skipped}`;
}

/** The last lines of a run: every failure once more, where the end of a log is all one sees, and the closing line. */
export function closingLines(tally: Tally): readonly string[] {
  return ['', ...tally.failures, closingLine(tally)];
}

/** A runner that ended badly without a failed test has failed all the same: a crash, a leak, nothing run. */
export function withExitCode(tally: Tally, code: number | null): Tally {
  const isGood = code === 0 && tally.passed + tally.failed > 0;
  return isGood || tally.failed > 0 ? tally : { ...tally, failed: 1 };
}
