// A rehearsal in words. In: how it stands. Out: what is rehearsed, how far it is, what came of it.
import { KILL_LEVELS } from '#lib/domain/kill.ts';
import { formatAge, formatClock } from '#lib/format/duration.ts';
import { LEVEL_SAYS } from '#lib/format/level-words.ts';
import type { DrillRun } from '#lib/wire/drill-http.ts';

/** "every level" or the name of the one. */
export function levelText(level: DrillRun['level']): string {
  return level === null ? 'every level' : LEVEL_SAYS[level].title;
}

/** "2 of 4 levels measured, last: Reduce only, passed". */
export function progressText({ level, results }: Pick<DrillRun, 'level' | 'results'>): string {
  const all = level === null ? KILL_LEVELS.length : 1;
  const count = `${results.length} of ${all} level${all === 1 ? '' : 's'} measured`;
  const last = results.at(-1);
  if (last === undefined) return count;
  return `${count}, last: ${LEVEL_SAYS[last.level].title}, ${last.isPassed ? 'passed' : 'NOT PASSED'}`;
}

const ENDS = { running: 'under way', passed: 'passed', failed: 'NOT PASSED', stopped: 'stopped' };

/** The word on how it ended; what broke off before it measured anything slow is not called slow. */
export function endWord({ state, results }: Pick<DrillRun, 'state' | 'results'>): string {
  const isSlow = results.some(({ isPassed }) => !isPassed);
  return state === 'failed' && !isSlow ? 'BROKE OFF' : ENDS[state];
}

/** "every level, by operator at 01:42:03 UTC, took 48.0s". */
export function endText({ level, by, begunAt, endedAt }: DrillRun): string {
  const took = endedAt === null ? '' : `, took ${formatAge(endedAt - begunAt)}`;
  return `${levelText(level)}, by ${by} at ${formatClock(begunAt)} UTC${took}`;
}
