// What is known of the people at the desk: consoles open, when somebody was last in sight, what stands unanswered.
import type { WallMs } from '#lib/domain/instant.ts';

/** What is known of the people at the desk. */
export interface OperatorSight {
  /** Live consoles by the last word of the console server, and when it came. */
  readonly consoles: number;
  readonly toldAt: WallMs | null;
  /** Somebody was last in sight: a console was open, or a command came. */
  readonly seenAt: WallMs | null;
  /** Since when an offer has stood unanswered; any command ends it. */
  readonly unansweredSince: WallMs | null;
}

export const NOBODY_SEEN: OperatorSight = {
  consoles: 0,
  toldAt: null,
  seenAt: null,
  unansweredSince: null,
};
