// Does the 80 % interval hold 80 %? In: one outcome per window, inside or not. Out: the share inside of the last 200.
// Source: models §C6. With true coverage .8 the share has sd √(.8 · .2 / 200) = 2.8 %, so 70 and 90 % are 3.5 sd away.

export const COVERAGE_WINDOWS = 200;
export const COVERAGE_LOWEST = 0.7;
export const COVERAGE_HIGHEST = 0.9;

/** Plain data: the last outcomes, 1 = inside. */
export interface IntervalCoverage {
  readonly outcomes: number[];
  next: number;
  inside: number;
}

/** Nothing observed. */
export function createIntervalCoverage(): IntervalCoverage {
  return { outcomes: [], next: 0, inside: 0 };
}

/** Adds one window. O(1). */
export function observeCoverage(coverage: IntervalCoverage, isInside: boolean): void {
  const leaving = coverage.outcomes[coverage.next] ?? 0;
  const arriving = isInside ? 1 : 0;
  coverage.outcomes[coverage.next] = arriving;
  coverage.inside += arriving - leaving;
  coverage.next = (coverage.next + 1) % COVERAGE_WINDOWS;
}

/** Share inside of the last 200 windows; null before 200. */
export function coverageOf(coverage: IntervalCoverage): number | null {
  return coverage.outcomes.length < COVERAGE_WINDOWS ? null : coverage.inside / COVERAGE_WINDOWS;
}
