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
    // The tests near the area, as `main.ts` names them.
    include: JSON.parse(process.env['MUTATION_TESTS'] ?? '[]'),
    // These two measure memory and long histories, not decisions.
    exclude: ['server/core/journeys/{gate-memory,on-history}.test.ts'],
    setupFiles: ['server/mutation/setup.ts'],
    sequence: { sequencer: NearFirst },
    // One module load for all tests of a mutant; each mutant has its own process.
    isolate: false,
    // A change may leave a promise open for ever; on a busy machine a slow near test needs some seconds.
    testTimeout: 15_000,
  },
});
