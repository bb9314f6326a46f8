// Follows the limits file while the engine runs. In: the file's name. Out: newer limits, or why they cannot be read.
import type { Limits } from '#lib/domain/limits.ts';
import { loadLimits } from '#server/config/limits-file.ts';
import type { Timers } from '#server/ports/timers.ts';

const LOOK_MS = 2_000;

export interface LimitsWatchTools {
  readonly file: string;
  readonly timers: Timers;
  readonly onLimits: (limits: Limits) => void;
  readonly onFault: (reason: string) => void;
}

/** Says each content once; a file that cannot be read changes nothing: the limits in force stay. Returns the stop. */
export function watchLimits(tools: LimitsWatchTools): () => void {
  let said = JSON.stringify(loadLimits(tools.file));
  return tools.timers.every(LOOK_MS, () => {
    const loaded = loadLimits(tools.file);
    const text = JSON.stringify(loaded);
    if (text === said) return;
    said = text;
    if (loaded.ok) tools.onLimits(loaded.value);
    else tools.onFault(loaded.error);
  });
}
