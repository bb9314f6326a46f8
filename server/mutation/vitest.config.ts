// The tests that are run against each mutant: near and quick ones first, for the first failure ends the run.
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Whole journeys reach everything and take seconds: they speak last. */
const isJourney = (spec: TestSpecification): boolean => spec.moduleId.includes('/journeys/');

class NearFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return [...files].sort(
      (a, b) => Number(isJourney(a)) - Number(isJourney(b)) || (a.moduleId < b.moduleId ? -1 : 1),
    );
  }
}

export default defineConfig({
  test: {
    include: [
      'server/core/{4-gate,5-execution,6-ledger,invariants,journeys}/**/*.test.ts',
      'server/kill/**/*.test.ts',
    ],
    // These two measure memory and long histories, not decisions.
    exclude: ['server/core/journeys/{gate-memory,on-history}.test.ts'],
    setupFiles: ['server/mutation/setup.ts'],
    sequence: { sequencer: NearFirst },
    // One warm process for all mutants; modules are still loaded anew for each.
    isolate: false,
    testTimeout: 30_000,
  },
});
