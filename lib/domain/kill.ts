// Trading permission as one closed union, and the latched kill.
import type { WallMs } from './instant.ts';

/**
 * disarmed: nothing enters until reconciled and armed · armed · paused: no new entries · reducing: no entry rests
 * either, only what lowers a position leaves · killed: latched, nothing leaves but exits a person asks for.
 */
export const TRADING_STATES = ['disarmed', 'armed', 'paused', 'reducing', 'killed'] as const;
export type TradingState = (typeof TRADING_STATES)[number];

/** How hard to stop, mildest first: each level does all that the one before it does. The words are the commands' own. */
export const KILL_LEVELS = ['pause', 'reduce-only', 'kill', 'flatten'] as const;
export type KillLevel = (typeof KILL_LEVELS)[number];

/** True for the two levels that latch and stop the exchange. */
export function isLatching(level: string): boolean {
  return level === 'kill' || level === 'flatten';
}

export interface KillStep {
  readonly name: string;
  readonly at: WallMs;
  readonly detail: string;
}

/** The latch: once set, only an authenticated release newer than it clears it. */
export interface KillLatch {
  readonly id: string;
  readonly at: WallMs;
  readonly by: string;
  readonly reason: string;
  readonly steps: readonly KillStep[];
  readonly confirmedAt: WallMs | null;
  /** True: every position is to be closed once the kill is confirmed. Absent in latches older than the levels. */
  readonly flatten?: boolean;
}
