// What each state of trading lets out, in one sentence, the same on every panel. In: the state. Out: words; null while armed.
import type { TradingState } from '#lib/domain/kill.ts';

/** Why no entry leaves; the state is the first reason, whatever else a market's checks say. */
export const STATE_SAYS: Readonly<Record<TradingState, string | null>> = {
  armed: null,
  disarmed: 'Disarmed: no entry is sent until you arm.',
  paused: 'Paused: no entry is sent; exits go on.',
  reducing: 'Reducing: no entry rests or is sent; exits go on.',
  killed: 'Killed: nothing is sent but the closing of positions that you ask for.',
};
