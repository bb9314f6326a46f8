// The figures of a run of the harness, as text. In: results of single deaths. Out: a line a point, a summary, commands.
import type { RunResult } from './chain-lines.ts';
import type { CrashPoint } from './crash-point.ts';

/** The value below which the given share of `values` lies; 0 of nothing. */
function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

function times(values: readonly number[]): string {
  const at = (share: number): string => `${(percentile(values, share) / 1000).toFixed(1)}`;
  return `p50 ${at(0.5)} p95 ${at(0.95)} max ${at(1)} s`;
}

/** True for a run without any fault. */
function isGood({ faults }: RunResult): boolean {
  return faults.length === 0;
}

/** One point: how often it was survived, how long the way back took, and all of it. */
export function pointLine(
  { name, about }: Pick<CrashPoint, 'name' | 'about'>,
  results: readonly RunResult[],
  { runs, ms }: { readonly runs: number; readonly ms: number },
): string {
  const good = results.filter(isGood).length;
  const word = good === runs ? 'ok' : 'FAIL';
  const back = results.filter(isGood).map(({ safeMs }) => safeMs);
  return `${word.padEnd(6)}${name.padEnd(26)}${about.padEnd(9)}${`${good}/${runs}`.padEnd(8)}safe ${times(back)}   (${(ms / 1000).toFixed(0)} s)`;
}

/** The one command that repeats a failed run: its chain, up to and with it. */
function repeatCommand({ point, run, seed }: RunResult): string {
  return `npm run crash -- --points ${point} --runs ${run} --seed ${seed}`;
}

/** What failed, with the command that repeats it and the last words of both processes. */
export function failureLines(result: RunResult): readonly string[] {
  return [
    `FAIL  ${result.point}, run ${result.run}, came back ${result.state}`,
    ...result.faults.map((fault) => `      ${fault}`),
    `      repeat: ${repeatCommand(result)}`,
    ...result.lines.map((line) => `        ${line}`),
  ];
}

export interface Totals {
  readonly passed: number;
  readonly failed: number;
}

/** A run that never reported counts as failed. */
export function totalsOf(results: readonly RunResult[], wanted: number): Totals {
  const passed = results.filter(isGood).length;
  return { passed, failed: wanted - passed };
}

/** The figures of everything. */
export function summaryLines(
  results: readonly RunResult[],
  {
    points,
    runs,
    seconds,
  }: { readonly points: number; readonly runs: number; readonly seconds: number },
): readonly string[] {
  const { passed, failed } = totalsOf(results, runs);
  const good = results.filter(isGood);
  return [
    `${runs} kill -9 at ${points} points: ${passed} came back right, ${failed} did not, ${seconds.toFixed(0)} s`,
    `from restart to ready: ${times(good.map(({ readyMs }) => readyMs))}`,
    `from restart to safe:  ${times(good.map(({ safeMs }) => safeMs))}`,
  ];
}
