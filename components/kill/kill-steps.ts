// The steps of a kill as they are shown. In: steps as noted, oldest first. Out: those of the newest run, and those before it.
import type { KillStep } from '#lib/domain/kill.ts';

/** Every run of the kill sequence begins with it. */
const FIRST_STEP = 'gate-closed';

/**
 * What is being done now stands alone; `before` was noted by runs that ended with their process: a latch survives a
 * restart, its sequence begins anew. No step is lost.
 */
export function killRuns<Step extends Pick<KillStep, 'name'>>(
  steps: readonly Step[],
): { readonly now: readonly Step[]; readonly before: readonly Step[] } {
  const begin = Math.max(
    0,
    steps.findLastIndex((step) => step.name === FIRST_STEP),
  );
  return { now: steps.slice(begin), before: steps.slice(0, begin) };
}
