// The wire's fault switches and their one-shot counters. In: switches set by tests or the admin. Out: what to do next.
import type { WireFaults } from './served-kalshi.ts';

/** How the next HTTP request is treated. */
export type RequestFate =
  | 'normal'
  | 'rate_limited'
  | 'unavailable'
  | 'fail_after_accept'
  | 'drop_after_accept';

/** Fresh switches, all off; the actions are the server's. */
export function makeWireFaults(
  actions: Pick<WireFaults, 'dropSockets' | 'skipNextSequenced' | 'terminalError'>,
): WireFaults {
  return {
    ...actions,
    stalled: false,
    rateLimitNext: 0,
    failAfterAcceptNext: 0,
    dropAfterAcceptNext: 0,
    unavailableNext: 0,
    responseLatencyMs: 0,
    clockSkewMs: 0,
  };
}

/** Takes one request off the counters. `isCreate`: POST of one order, which the after-accept faults concern. */
export function takeFate(faults: WireFaults, isCreate: boolean): RequestFate {
  if (faults.rateLimitNext > 0) {
    faults.rateLimitNext--;
    return 'rate_limited';
  }
  if (faults.unavailableNext > 0) {
    faults.unavailableNext--;
    return 'unavailable';
  }
  if (isCreate && faults.failAfterAcceptNext > 0) {
    faults.failAfterAcceptNext--;
    return 'fail_after_accept';
  }
  if (isCreate && faults.dropAfterAcceptNext > 0) {
    faults.dropAfterAcceptNext--;
    return 'drop_after_accept';
  }
  return 'normal';
}
