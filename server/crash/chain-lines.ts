// What the starter and one chain of deaths tell each other: a job in, one result a line out.
import { z } from 'zod';

/** What a chain is told. */
export const jobSchema = z.object({
  point: z.string(),
  runs: z.number().int().positive(),
  seed: z.string(),
  directory: z.string(),
  database: z.string(),
  ownerUrl: z.string(),
  appUrl: z.string(),
});
export type Job = z.infer<typeof jobSchema>;

const resultSchema = z.object({
  point: z.string(),
  run: z.number(),
  seed: z.string(),
  readyMs: z.number(),
  safeMs: z.number(),
  state: z.string(),
  faults: z.array(z.string()),
  lines: z.array(z.string()),
});
export type RunResult = z.infer<typeof resultSchema>;

/** A line of a chain as its starter reads it; null for anything else. */
export function readResult(line: string): RunResult | null {
  if (!line.startsWith('{"point"')) return null;
  return resultSchema.parse(JSON.parse(line));
}
