// What the last rehearsal of each kill level measured, under the home folder, so that it survives restarts.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { KILL_LEVELS } from '#lib/domain/kill.ts';

const drillSchema = z.object({
  level: z.enum(KILL_LEVELS),
  /** Unix ms. */
  at: z.number(),
  venue: z.enum(['sim', 'demo']),
  runs: z.number().int(),
  orders: z.number().int(),
  latencyMs: z.number(),
  errorShare: z.number(),
  /** 99th percentile over the runs; the largest when there are fewer than a hundred. */
  gateClosedMs: z.number(),
  zeroOrdersMs: z.number(),
  /** Until every position was closed; null where the level closes none. */
  flatMs: z.number().nullable(),
  isPassed: z.boolean(),
});

export type DrillResult = z.infer<typeof drillSchema>;

function pathOf(home: string): string {
  return join(home, 'drills.json');
}

/** The last result of each level, newest first; empty when there was none or the file is damaged. */
export function readDrills(home: string): readonly DrillResult[] {
  try {
    const parsed = z.array(drillSchema).safeParse(JSON.parse(readFileSync(pathOf(home), 'utf8')));
    return parsed.success ? parsed.data : [];
  } catch {
    return [];
  }
}

/** Keeps `result` as the last of its level. */
export function writeDrill(home: string, result: DrillResult): void {
  const others = readDrills(home).filter(({ level }) => level !== result.level);
  const path = pathOf(home);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}.new`;
  writeFileSync(draft, `${JSON.stringify([result, ...others], null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, path);
}
