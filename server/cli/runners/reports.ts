// JSON reports of vitest and Playwright as counts. A report that cannot be read is one failure, never nothing.
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { playwrightFailures, vitestFailures } from './failed-tests.ts';
import {
  type PlaywrightReport,
  playwrightReport,
  type VitestReport,
  vitestReport,
} from './report-schemas.ts';
import { addTallies, NOTHING, ONE_FAILED, type Tally } from './tally.ts';

/** A file that failed as a whole (it did not load, a hook threw) counts as one failure more than its tests show. */
function tallyVitest(report: VitestReport): Tally {
  const counted = addTallies(
    report.testResults.map(({ status, assertionResults }) => {
      const count = (...wanted: string[]): number =>
        assertionResults.filter((each) => wanted.includes(each.status)).length;
      const failed = count('failed');
      const known = count('passed') + failed;
      return {
        ...NOTHING,
        passed: count('passed'),
        failed: failed === 0 && status === 'failed' ? 1 : failed,
        skipped: assertionResults.length - known,
      };
    }),
  );
  return { ...counted, failures: vitestFailures(report) };
}

/** A test that passed only when repeated is counted as failed: it would not have passed where nobody looks. */
function tallyPlaywright(report: PlaywrightReport): Tally {
  const { stats, errors } = report;
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
    failures: playwrightFailures(report),
  };
}

function tallyOf<T>(text: string, schema: z.ZodType<T>, count: (report: T) => Tally): Tally {
  try {
    const parsed = schema.safeParse(JSON.parse(text));
    return parsed.success ? count(parsed.data) : ONE_FAILED;
  } catch {
    return ONE_FAILED;
  }
}

export function vitestTally(text: string): Tally {
  return tallyOf(text, vitestReport, tallyVitest);
}

export function playwrightTally(text: string): Tally {
  return tallyOf(text, playwrightReport, tallyPlaywright);
}

const crashReport = z.object({ passed: z.number(), failed: z.number() });

/** Deaths of the kill -9 harness, each counted as one test. */
export function crashTally(text: string): Tally {
  return tallyOf(text, crashReport, (report) => ({ ...NOTHING, ...report }));
}

/** The text of a report file, or an empty text that counts as a failure. */
export function reportText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
