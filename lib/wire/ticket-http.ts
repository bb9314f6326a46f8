// JSON of /api/ticket: what a ticket costs, pays and meets at the gate now. Units last in the name; null = not known.
import type { PriceRange } from '../domain/market.ts';

/** GET /api/ticket → one look; nothing was sent or written. */
export interface TicketLookReply {
  readonly ok: true;
  readonly look: TicketLook;
}

/** One ticket as the gate sees it at `at` (Unix ms). */
export interface TicketLook {
  readonly at: number;
  readonly ticker: string;
  /** Legal prices, 1e-4 $ on the YES scale. */
  readonly grid: readonly PriceRange[];
  /** Contracts it would be sent with, 1e-2: an exit is cut to what is held. */
  readonly count: number;
  /** Signed: + YES, − NO, 1e-2 contracts. */
  readonly held: number;
  readonly worstFeeMicro: number;
  readonly netIfRightMicro: number;
  readonly netIfWrongMicro: number;
  /** Of the outcome the trade bets on, as a ratio. */
  readonly breakeven: number;
  /** Fair probability of YES with its 80 % band; null without one, then `fairReason` says why. */
  readonly fair: number | null;
  readonly fairLow: number | null;
  readonly fairHigh: number | null;
  readonly fairReason: string;
  /** Believed edge after fee at this price, 1e-4 $ a contract; null without a fair value. */
  readonly edge: number | null;
  readonly bid: number | null;
  readonly ask: number | null;
  /** True when it would be sent at once. */
  readonly isAllowed: boolean;
  /** Everything that stops it, in the gate's own words. */
  readonly refusals: readonly {
    readonly id: string;
    readonly label: string;
    readonly text: string;
  }[];
  /** What would make the machine ask first. */
  readonly flags: readonly string[];
  readonly checks: number;
}
