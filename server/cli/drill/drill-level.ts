// One kill level rehearsed as often as asked. In: the place. Out: what it took, or why it was not rehearsed.
import { isLatching, type KillLevel } from '#lib/domain/kill.ts';
import type { DrillResult } from '#server/config/drill-file.ts';
import { type Rehearsal, rehearse } from './rehearse.ts';
import type { DrillPlace } from './stage.ts';

/** reliability §1.3: gate closed, zero orders confirmed on a good line and on a bad one, ms. */
const GATE_MS = 50;
const ZERO_MS = { good: 2_000, bad: 5_000 } as const;

export interface NotRehearsed {
  readonly level: KillLevel;
  readonly notRehearsed: string;
}

export type LevelOutcome = DrillResult | NotRehearsed;

export function isRehearsed(outcome: LevelOutcome): outcome is DrillResult {
  return !('notRehearsed' in outcome);
}

function percentile(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.99) - 1] ?? Number.NaN;
}

function resultOf(level: KillLevel, place: DrillPlace, runs: readonly Rehearsal[]): DrillResult {
  const { venue, orders, latencyMs, errorShare } = place;
  const gateClosedMs = percentile(runs.map((run) => run.gateClosedMs));
  const zeroOrdersMs = percentile(runs.map((run) => run.zeroOrdersMs));
  const flat = runs.flatMap((run) => (run.flatMs === null ? [] : [run.flatMs]));
  const limitMs = errorShare > 0 ? ZERO_MS.bad : ZERO_MS.good;
  return {
    ...{ level, at: Date.now(), venue, runs: runs.length, orders, latencyMs, errorShare },
    ...{ gateClosedMs, zeroOrdersMs, flatMs: flat.length === 0 ? null : percentile(flat) },
    // The milder two promise the gate; their cancels go out once and the account's reading tells the rest.
    isPassed: gateClosedMs <= GATE_MS && (!isLatching(level) || zeroOrdersMs <= limitMs),
  };
}

/** Throws in words when the level did not do what it promises; a run that could not be set, or was spoilt, is never counted. */
export async function drillLevel(
  place: DrillPlace,
  level: KillLevel,
  runs: number,
): Promise<LevelOutcome> {
  const done: Rehearsal[] = [];
  for (let run = 0; run < runs; run++) {
    const stage = await place.set(level);
    if (!stage.ok) return { level, notRehearsed: stage.error };
    done.push(await rehearse(stage.value, level));
    const left = level === 'pause' ? 0 : await place.resting();
    if (left > 0) throw new Error(`${left} orders rest after "${level}"`);
    const spoilt = await place.spoilt();
    if (spoilt !== null) return { level, notRehearsed: spoilt };
  }
  return resultOf(level, place, done);
}
