// How late the machine itself is. In: nothing. Out: the longest a timer was kept waiting while something was measured.
import { monitorEventLoopDelay } from 'node:perf_hooks';

const RESOLUTION_MS = 10;

/**
 * Starts listening to the machine; the returned function says how many ms it kept this idle process waiting at worst.
 * On a machine with room that is next to nothing; a starved one must not be taken for a slow desk. Nothing that blocks
 * (spawnSync) may run meanwhile.
 */
export function watchMachine(): () => number {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  histogram.enable();
  return () => {
    histogram.disable();
    return Math.max(0, Math.round(histogram.max / 1e6) - RESOLUTION_MS);
  };
}
