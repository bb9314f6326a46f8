// Trading permission as one closed union, and the latched kill.
import type { WallMs } from './instant.ts';

/** disarmed: nothing enters until reconciled and armed · armed · paused: exits only · killed: latched. */
export const TRADING_STATES = ['disarmed', 'armed', 'paused', 'killed'] as const;
export type TradingState = (typeof TRADING_STATES)[number];

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
}
