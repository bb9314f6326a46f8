// Names of the tests a report says failed, each with the first lines of why. In: a report. Out: lines for the very end.
import { stripVTControlCharacters } from 'node:util';
import type { PlaywrightReport, VitestReport } from './report-schemas.ts';

const LINES = 4;
const LONGEST = 400;

/** What failed, and the first lines of why, indented under it. */
function told(what: string, why: string): string {
  const lines = stripVTControlCharacters(why)
    .split('\n')
    .map((line) => line.trim().slice(0, LONGEST))
    .filter((line) => line !== '')
    .slice(0, LINES);
  return [`  ${what}`, ...lines.map((line) => `      ${line}`)].join('\n');
}

/** One text for each failed test, and for each file that failed as a whole. */
export function vitestFailures({ testResults }: VitestReport): readonly string[] {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((each) => each.status === 'failed');
    if (failed.length === 0 && status === 'failed') return [told(name, message)];
    return failed.map((each) => told(each.fullName, (each.failureMessages ?? []).join('\n')));
  });
}

/** One text for each failed test, repeated ones included, and for each error outside of tests. */
export function playwrightFailures({ suites, errors }: PlaywrightReport): readonly string[] {
  const specs = suites.flatMap((file) => [
    ...file.specs,
    ...file.suites.flatMap((group) => group.specs),
  ]);
  const failed = specs.flatMap(({ title, file, ok, tests }) => {
    const found = tests.flatMap(({ results }) => results.flatMap((result) => result.errors));
    const why = found.map(({ message }) => message).join('\n');
    return ok && found.length === 0 ? [] : [told(`${file}: ${title}`, why)];
  });
  return [...failed, ...errors.map(({ message }) => told('outside of any test', message))];
}
