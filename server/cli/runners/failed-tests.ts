// Names of the tests a report says failed, each with the first lines of why. In: report text. Out: lines for the very end.
import { stripVTControlCharacters } from 'node:util';
import { z } from 'zod';

const vitestReport = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(
        z.object({
          status: z.string(),
          fullName: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});

const spec = z.object({
  title: z.string(),
  file: z.string(),
  ok: z.boolean(),
  tests: z.array(
    z.object({
      results: z.array(z.object({ errors: z.array(z.object({ message: z.string().optional() })) })),
    }),
  ),
});

const playwrightReport = z.object({
  errors: z.array(z.object({ message: z.string().optional() })),
  suites: z.array(
    z.object({
      specs: z.array(spec),
      suites: z.array(z.object({ specs: z.array(spec) })).optional(),
    }),
  ),
});

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

function vitestFailures({ testResults }: z.infer<typeof vitestReport>): readonly string[] {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((each) => each.status === 'failed');
    if (failed.length === 0 && status === 'failed') return [told(name, message ?? '')];
    return failed.map((each) => told(each.fullName, (each.failureMessages ?? []).join('\n')));
  });
}

function playwrightFailures(report: z.infer<typeof playwrightReport>): readonly string[] {
  const specs = report.suites.flatMap((file) => [
    ...file.specs,
    ...(file.suites ?? []).flatMap((group) => group.specs),
  ]);
  const failed = specs.flatMap(({ title, file, ok, tests }) => {
    const errors = tests.flatMap(({ results }) => results.flatMap((result) => result.errors));
    const why = errors.map(({ message }) => message ?? '').join('\n');
    return ok ? [] : [told(`${file}: ${title}`, why)];
  });
  const outside = report.errors.map(({ message }) => told('outside of any test', message ?? ''));
  return [...failed, ...outside];
}

function read<T>(text: string, schema: z.ZodType<T>): T | null {
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** One text a failed test of a vitest or Playwright report; none from a report that cannot be read. */
export function failedTests(text: string): readonly string[] {
  const vitest = read(text, vitestReport);
  if (vitest !== null) return vitestFailures(vitest);
  const playwright = read(text, playwrightReport);
  return playwright === null ? [] : playwrightFailures(playwright);
}
