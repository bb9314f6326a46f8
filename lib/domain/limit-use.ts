// How much of a limit is used, where the limits come from, and the exchange's weekly pause.
import type { WallMs } from './instant.ts';
import type { Limits } from './limits.ts';

/** Name of a limit, as in the limits file. */
export type LimitId = keyof Limits;

/** The limits that something uses up. */
export const USED_LIMITS = [
  'maxMarketExposure',
  'maxEventExposure',
  'maxSeriesExposure',
  'maxTotalExposure',
  'maxDayLoss',
  'maxDayLossGross',
  'maxDrawdown',
  'maxLossStreak',
  'maxOrdersPer15Seconds',
  'maxOrdersPerMinute',
  'maxContractsPer15Seconds',
  'maxContractsPerMinute',
  'maxPendingApprovals',
  'maxClockSkewMs',
] as const satisfies readonly LimitId[];
export type UsedLimit = (typeof USED_LIMITS)[number];

/** The exchange's own limit of what we may write, beside those of the file. */
export type ExchangeLimit = 'exchangeWrites';

/** Use of one market, event or series, in the unit of its limit. */
export interface LimitPart {
  readonly name: string;
  readonly used: number;
}

export interface LimitUse {
  readonly id: UsedLimit | ExchangeLimit;
  /** As a check of the gate names it: "1e-6 $", "1e-2 contracts", "ms", or a word. */
  readonly unit: string;
  readonly limit: number;
  /** What the gate's own check counts, before any new trade; the largest of the parts where there are parts. Null = not known. */
  readonly used: number | null;
  /** Why it is not known; null while it is. */
  readonly reason: string | null;
  /** Where it is used, largest first; empty where a limit has no parts, or nothing is used. */
  readonly parts: readonly LimitPart[];
  /** What the gate's check says about it. */
  readonly text: string;
}

/** What the exchange lets us write, in its tokens. */
export interface WriteUse {
  /** The most that was spent of it at once within the last 15 s. */
  readonly spent: number;
  /** What orders may spend; the rest is kept for cancels and the kill. */
  readonly forOrders: number;
  readonly capacity: number;
}

/** Where the limits of this start came from. */
export type LimitsSource =
  | { readonly kind: 'file'; readonly path: string }
  /** Edited here; the history of versions says by whom. */
  | { readonly kind: 'desk'; readonly at: WallMs }
  /** The newest edit of the desk cannot be read: nothing may be put at risk until newer limits come. */
  | { readonly kind: 'unreadable'; readonly version: number; readonly problem: string }
  | { readonly kind: 'built-in' }
  | { readonly kind: 'recording' }
  | { readonly kind: 'unknown' };

/** The exchange's weekly maintenance: the one that is on, or else the next. */
export interface WeeklyPause {
  /** From here on nothing enters. */
  readonly entriesEndAt: WallMs;
  readonly startsAt: WallMs;
  readonly endsAt: WallMs;
}
