// One rehearsal at a time, with its progress and its bounds. In: wishes, the clock. Out: how it stands; results to keep.
import type { KillLevel } from '#lib/domain/kill.ts';
import { KILL_LEVELS } from '#lib/domain/kill.ts';
import type { DrillRun } from '#lib/wire/drill-http.ts';
import type { DrillResult } from '#server/config/drill-file.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Timers } from '#server/ports/timers.ts';
import type { DrillChild } from './drill-child.ts';

/** Between two looks at how far it is, and at whether it may go on. */
const LOOK_MS = 500;
/** Longest rehearsal: all levels take about a minute on an idle machine. */
const MOST_MS = 5 * 60_000;
/** To take everything back after it was asked to stop. */
const STOP_MS = 10_000;

export interface DrillRunnerOptions {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly start: (level: KillLevel | null) => DrillChild;
  /** Takes each level's result as the last of its level. */
  readonly keep: (result: DrillResult) => void;
  /** Why none may run now; asked all the while. */
  readonly refusal: () => string | null;
  readonly onEnd: (run: DrillRun) => void;
}

export interface DrillRunner {
  /** Under way, or the last one; null before the first. */
  run(): DrillRun | null;
  refusal(): string | null;
  /** False while another one is under way, or none may run. */
  begin(wish: { readonly by: string; readonly level: KillLevel | null }): boolean;
  /** False when none is under way. */
  stop(why: string): boolean;
  close(): void;
}

function resultText(run: DrillRun, lastWord: string): string {
  const wanted = run.level === null ? KILL_LEVELS : [run.level];
  const slow = run.results.filter(({ isPassed }) => !isPassed).map(({ level }) => level);
  const missing = wanted.filter((level) => !run.results.some((each) => each.level === level));
  const parts = [
    ...(slow.length === 0 ? [] : [`slower than allowed: ${slow.join(', ')}`]),
    ...(missing.length === 0 ? [] : [`not rehearsed: ${missing.join(', ')}`]),
    ...(missing.length === 0 || lastWord === '' ? [] : [lastWord]),
  ];
  return parts.length === 0 ? 'it did not end as it should' : parts.join('; ');
}

/** Nothing runs until asked. */
export function createDrillRunner(options: DrillRunnerOptions): DrillRunner {
  const { clock, timers } = options;
  let run: DrillRun | null = null;
  let child: DrillChild | null = null;
  let stopped: string | null = null;
  let stoppedAtMs = 0;
  let begunAtMs = 0;
  let endLooks = (): void => undefined;
  const nowMs = () => clock.mono() / 1e6;

  function collect(from: DrillChild): void {
    if (run === null) return;
    const results = from.results();
    for (const result of results.slice(run.results.length)) options.keep(result);
    run = { ...run, results };
  }

  function stop(why: string): boolean {
    if (child === null || stopped !== null) return false;
    stopped = why;
    stoppedAtMs = nowMs();
    child.stop();
    return true;
  }

  function look(): void {
    if (child === null) return;
    collect(child);
    const refusal = options.refusal();
    if (stopped !== null) {
      if (nowMs() - stoppedAtMs > STOP_MS) child.kill();
    } else if (refusal !== null) stop(refusal);
    else if (nowMs() - begunAtMs > MOST_MS) stop('it took longer than five minutes');
  }

  function finish(from: DrillChild, code: number | null): void {
    endLooks();
    collect(from);
    child = null;
    if (run === null) return;
    const ended = { ...run, endedAt: Math.round(clock.wall()) };
    if (stopped !== null) run = { ...ended, state: 'stopped', text: `stopped: ${stopped}` };
    else if (code === 0) run = { ...ended, state: 'passed', text: 'every level within its limits' };
    else run = { ...ended, state: 'failed', text: resultText(ended, from.lastWord()) };
    options.onEnd(run);
  }

  return {
    run: () => run,
    refusal: options.refusal,
    begin({ by, level }) {
      if (child !== null || options.refusal() !== null) return false;
      const fresh = options.start(level);
      child = fresh;
      stopped = null;
      begunAtMs = nowMs();
      run = {
        ...{ state: 'running', by, level, begunAt: Math.round(clock.wall()), endedAt: null },
        ...{ results: [], text: 'on a simulated exchange of its own' },
      };
      endLooks = timers.every(LOOK_MS, look);
      fresh.onExit((code) => finish(fresh, code));
      return true;
    },
    stop,
    close() {
      endLooks();
      child?.kill();
    },
  };
}
