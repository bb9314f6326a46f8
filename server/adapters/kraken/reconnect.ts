// When to connect again: how a connection ended and how often it failed in; a delay or an end of trying out (kraken-api §4).

/** How a connection, or the attempt at one, ended. */
export type SocketEnd =
  | { readonly kind: 'closed'; readonly code: number; readonly reason: string }
  | {
      readonly kind: 'refused';
      readonly httpStatus: number;
      readonly retryAfterSeconds: number | null;
    }
  | { readonly kind: 'failed'; readonly message: string };

export type Reconnect =
  | { readonly kind: 'retry'; readonly delayMs: number; readonly reason: string }
  /** The venue does not want us: stop and alarm. */
  | { readonly kind: 'terminal'; readonly reason: string };

/** A connection that lived so long clears the count of failures. */
export const STABLE_MS = 30_000;
const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 30_000;
const OUTAGE_MS = 15_000;
/** A ban lasts about ten minutes; asking sooner may prolong it. */
const BAN_MS = 600_000;
const RATE_MS = 120_000;

/** F06: exponential from 0.5 s to 30 s, of which the upper half is jitter; longer where the venue asked for quiet. */
export function planReconnect(end: SocketEnd, failures: number, random: number): Reconnect {
  const backoff = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(failures, 20));
  const retry = (delayMs: number, reason: string): Reconnect => ({
    kind: 'retry',
    delayMs: Math.max(delayMs, backoff) * (0.5 + 0.5 * random),
    reason,
  });
  switch (end.kind) {
    case 'failed':
      return retry(0, end.message);
    case 'closed': {
      const reason = `closed ${end.code}${end.reason === '' ? '' : ` ${end.reason}`}`;
      if (end.code === 1008) return { kind: 'terminal', reason: `terminal: ${reason}` };
      return retry(end.code === 1013 ? 2 * OUTAGE_MS : 0, reason);
    }
    case 'refused': {
      const reason = `upgrade refused with HTTP ${end.httpStatus}`;
      const asked = (end.retryAfterSeconds ?? 0) * 2_000;
      if (end.httpStatus === 429)
        return retry(Math.max(asked, Math.min(BAN_MS, RATE_MS * 2 ** failures) * 2), reason);
      return end.httpStatus >= 500 ? retry(asked, reason) : retry(2 * BAN_MS, reason);
    }
  }
}
