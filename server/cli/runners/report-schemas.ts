// What our runners read of the JSON reports of vitest and Playwright: counts, and of what failed its name and why.
import { z } from 'zod';

export const vitestReport = z.object({
  testResults: z.array(
    z.object({
      status: z.string(),
      /** The file, and what is wrong with it as a whole. */
      name: z.string().default('?'),
      message: z.string().default(''),
      assertionResults: z.array(
        z.object({
          status: z.string(),
          fullName: z.string().default('?'),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});

/** Whatever its shape, it counts; only a message can be told. */
const problem = z.object({ message: z.string().default('') }).catch({ message: '' });

const spec = z.object({
  title: z.string(),
  file: z.string(),
  ok: z.boolean(),
  tests: z.array(z.object({ results: z.array(z.object({ errors: z.array(problem) })) })),
});

const group = z.object({ specs: z.array(spec) });

export const playwrightReport = z.object({
  errors: z.array(problem),
  suites: z.array(group.extend({ suites: z.array(group).default([]) })).default([]),
  stats: z.object({
    expected: z.number(),
    unexpected: z.number(),
    flaky: z.number(),
    skipped: z.number(),
  }),
});

export type VitestReport = z.infer<typeof vitestReport>;
export type PlaywrightReport = z.infer<typeof playwrightReport>;
