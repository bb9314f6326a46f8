// Frames kept on the way, so that a step back needs no second walk. In: frames as time passes. Out: the one for a wish, if it is kept.
import type { MomentFrame, MomentWish } from '#lib/wire/moment-http.ts';

/** How far before the wish each kind is kept, and how many of a kind at most. */
const SECONDS_BACK_MS = 60_000;
const CHANGES_BACK_MS = 30 * 60_000;
const MINUTES_BACK_MS = 2 * 3_600_000;
const MOST = 240;

export interface FrameShelf {
  /** Whole seconds and minutes from `from` on and before `to` (Unix ms) that are worth a frame, with this wish ahead. */
  boundaries(from: number, to: number, wishedAt: number): readonly number[];
  wantsChange(at: number, wishedAt: number): boolean;
  /** `event` names a frame by its event number; null by its time. */
  keep(frame: MomentFrame, event: number | null): void;
  find(wish: MomentWish): MomentFrame | null;
}

export function createFrameShelf(): FrameShelf {
  const kept = new Map<string, MomentFrame>();
  const nameOf = (at: number, event: number | null) => (event === null ? `t${at}` : `e${event}`);
  return {
    boundaries(from, to, wishedAt) {
      const found: number[] = [];
      // Before a long silence there is one state for all of it: the last minutes of it will do.
      const first = Math.max(from, Math.min(to, wishedAt) - SECONDS_BACK_MS);
      for (let at = Math.ceil(first / 1_000) * 1_000; at < to && at <= wishedAt; at += 1_000)
        found.push(at);
      const minute = Math.ceil(from / 60_000) * 60_000;
      if (minute < to && minute < first && minute > wishedAt - MINUTES_BACK_MS) found.push(minute);
      return found;
    },
    wantsChange: (at, wishedAt) => at > wishedAt - CHANGES_BACK_MS,
    keep(frame, event) {
      kept.set(nameOf(frame.at, event), frame);
      for (const name of kept.keys()) {
        if (kept.size <= MOST) break;
        kept.delete(name);
      }
    },
    find: ({ at, event }) => kept.get(nameOf(at, event)) ?? null,
  };
}
