// How long an answer about the past may be kept, and when it is asked for again. In: the newest answer. Out: ms.
import type { MomentAnswer } from '#lib/wire/moment-http.ts';

/** While the replay works, and while that of another page does. */
const AGAIN_MS = 500;
const WAITING_MS = 2_000;

/** The gateway's code while another page's walk is under way. */
export const REPLAYING = 'replaying';

/**
 * A past moment stays what it was, and what failed is tried again on demand alone. What the journal did not hold, or
 * where it ended, may be otherwise by now: the journal grows.
 */
export function keptMs(answer: MomentAnswer | undefined): number {
  const isSettled =
    answer?.state === 'failed' || (answer?.state === 'ready' && !answer.frame.isLastWord);
  return isSettled ? Number.POSITIVE_INFINITY : 0;
}

/** ms until it is asked again by itself; false when it is not. `cause`: the code of a refusal. */
export function againMs(answer: MomentAnswer | undefined, cause: unknown): number | false {
  if (cause === REPLAYING) return WAITING_MS;
  return answer?.state === 'working' ? AGAIN_MS : false;
}
