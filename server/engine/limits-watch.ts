// Follows the limits file while the engine runs. In: the file's name. Out: newer limits, and when they cannot be read.
import type { Limits } from '#lib/domain/limits.ts';
import { loadLimits } from '#server/config/limits-file.ts';
import type { Timers } from '#server/ports/timers.ts';

const LOOK_MS = 2_000;

export interface LimitsWatchTools {
  readonly file: string;
  readonly timers: Timers;
  readonly onLimits: (limits: Limits) => void;
  /** Why the file cannot be read; null as soon as it can be again. */
  readonly onFault: (reason: string | null) => void;
}

/** Says each content once; a file that cannot be read changes nothing: the limits in force stay. Returns the stop. */
export function watchLimits(tools: LimitsWatchTools): () => void {
  const first = loadLimits(tools.file);
  // The engine has begun with limits that were read: a file broken since is news.
  let said = first.ok ? JSON.stringify(first) : '';
  let isFaulty = false;
  return tools.timers.every(LOOK_MS, () => {
    const loaded = loadLimits(tools.file);
    const text = JSON.stringify(loaded);
    if (text === said) return;
    said = text;
    if (loaded.ok && isFaulty) tools.onFault(null);
    isFaulty = !loaded.ok;
    if (loaded.ok) tools.onLimits(loaded.value);
    else tools.onFault(loaded.error);
  });
}
