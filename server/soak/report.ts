// The figures of a soak as text, and whether they will do. In: a result. Out: lines, a verdict.
import { type Slope, slopeOf } from './slope.ts';
import type { MemorySample, SoakResult } from './soak.ts';

const MB = 1_048_576;
const HOUR_MS = 3_600_000;
/** At most this much more an hour, MB. */
const MOST_MB_PER_HOUR = 1;

export interface MemorySlopes {
  /** MB an hour of what the engine keeps: V8's heap and what it holds outside, after the sweep of last resort. */
  readonly held: Slope | null;
  /** The part of it that is compiled code: bounded by the program, and long in coming where a path is seldom gone. */
  readonly code: Slope | null;
  /** MB an hour of resident memory. */
  readonly resident: Slope | null;
}

/** Slopes of what was measured from `warmUpMs` on. */
export function memorySlopes(memory: readonly MemorySample[], warmUpMs: number): MemorySlopes {
  const warm = memory.filter(({ atMs }) => atMs >= warmUpMs);
  const line = (samples: readonly MemorySample[], pick: (each: MemorySample) => number) =>
    slopeOf(samples.map((each) => ({ at: each.atMs / HOUR_MS, value: pick(each) / MB })));
  const swept = warm.filter(({ isSwept }) => isSwept);
  return {
    held: line(swept, ({ heldBytes }) => heldBytes),
    code: line(swept, ({ codeBytes }) => codeBytes),
    resident: line(warm, ({ rssBytes }) => rssBytes),
  };
}

/** True when it climbs by more than allowed, or when too few samples say that it does not. */
export function isTooSteep(slope: Slope | null): boolean {
  return slope === null || slope.perUnit > MOST_MB_PER_HOUR;
}

function slopeText(name: string, slope: Slope | null): string {
  if (slope === null) return `${name.padEnd(14)}too few samples after the warm-up`;
  const { perUnit, error, samples } = slope;
  const figure = `${perUnit.toFixed(2)} ± ${error.toFixed(2)} MB an hour (${samples} samples)`;
  return `${name.padEnd(14)}${figure}${isTooSteep(slope) ? '  TOO STEEP' : ''}`;
}

function counts(table: ReadonlyMap<string, number>): readonly string[] {
  return [...table]
    .toSorted(([left], [right]) => left.localeCompare(right))
    .map(([name, times]) => `  ${name.padEnd(28)}${times}`);
}

/** Everything worth reading. */
export function soakLines(result: SoakResult, warmUpMs: number): readonly string[] {
  const { held, code, resident } = memorySlopes(result.memory, warmUpMs);
  const last = result.memory.findLast(({ isSwept }) => isSwept);
  const megabytes = (bytes: number | undefined): string => ((bytes ?? 0) / MB).toFixed(1);
  return [
    `${result.storms} storms of ${result.faults} faults; how often each struck a request, a message or a connection:`,
    ...counts(result.struck),
    `${result.orders} orders, ${result.fills} fills; armed ${(100 * result.armedShare).toFixed(0)} % of the time`,
    'kills:',
    ...counts(result.kills),
    slopeText('held', held),
    slopeText('… of it code', code),
    slopeText('resident', resident),
    `at the end: ${megabytes(last?.heldBytes)} MB held (${megabytes(last?.codeBytes)} MB of it code), ${megabytes(last?.rssBytes)} MB resident`,
    ...(result.breaches.length === 0
      ? ['no breach: the two ledgers agree, and no order is there twice']
      : result.breaches.map((each) => `BREACH ${each}`)),
  ];
}

/** True when nothing was breached and what is kept does not climb. */
export function isSound({ breaches, memory }: SoakResult, warmUpMs: number): boolean {
  return breaches.length === 0 && !isTooSteep(memorySlopes(memory, warmUpMs).held);
}
