// The most that was spent of a Write bucket at once, lately. In: what was spent and when. Out: the peak of the window.

/** Long enough to be seen by a screen that looks once a second, and the window of the venue's own breaker. */
const WINDOW_MS = 15_000;

/** Owned by the rate gate, changed only by `notePeak`; amounts that a later, larger one hides are dropped. */
export interface WritePeaks {
  readonly spent: { readonly tokens: number; readonly atMs: number }[];
}

/** Nothing spent. */
export function createWritePeaks(): WritePeaks {
  return { spent: [] };
}

function forgetOld({ spent }: WritePeaks, nowMs: number): void {
  while (spent[0] !== undefined && nowMs - spent[0].atMs >= WINDOW_MS) spent.shift();
}

/** `tokens` were gone from a bucket at `nowMs` (monotonic). */
export function notePeak(peaks: WritePeaks, tokens: number, nowMs: number): void {
  forgetOld(peaks, nowMs);
  for (let last = peaks.spent.at(-1); last !== undefined; last = peaks.spent.at(-1)) {
    if (last.tokens > tokens) break;
    peaks.spent.pop();
  }
  peaks.spent.push({ tokens, atMs: nowMs });
}

/** The largest amount of the last 15 s, tokens; 0 when nothing was spent. */
export function peakOf(peaks: WritePeaks, nowMs: number): number {
  forgetOld(peaks, nowMs);
  return peaks.spent[0]?.tokens ?? 0;
}
