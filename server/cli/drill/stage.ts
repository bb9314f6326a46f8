// What a rehearsal plays on: one stage for one run, and the place that sets it, simulated or real. Types only.
import type { CentiContracts } from '#lib/domain/count.ts';
import type { MarketTicker, OrderGroupId } from '#lib/domain/ids.ts';
import type { KillLevel } from '#lib/domain/kill.ts';
import type { CentiCents } from '#lib/domain/price.ts';
import type { Result } from '#lib/result.ts';
import type { LatchFile } from '#server/adapters/latch-file/latch-file.ts';
import type { VenueClock } from '#server/kill/venue-clock.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Entropy } from '#server/ports/entropy.ts';
import type { Timers } from '#server/ports/timers.ts';
import type { VenueOrders } from '#server/ports/venue-orders.ts';

export interface Stage {
  readonly orders: VenueOrders;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly entropy: Entropy;
  readonly latchFile: LatchFile;
  readonly venueClock: VenueClock;
  readonly shard: number;
  readonly group: OrderGroupId;
  readonly ticker: MarketTicker;
  /** A bid here rests far below the market; a sale down to here finds whoever buys. */
  readonly low: CentiCents;
  /** Contracts held in `ticker` when the drill begins. */
  readonly held: CentiContracts;
}

export interface DrillPlace {
  readonly venue: 'sim' | 'demo';
  /** One-contract bids that rest when a rehearsal begins. */
  readonly orders: number;
  /** Round trip of the line, ms: as asked for at the simulator, the median of reads at a real venue. */
  readonly latencyMs: number;
  /** Share of calls made to fail; 0 at a real venue. */
  readonly errorShare: number;
  /**
   * Fresh orders resting and, for a flatten, one contract held; nothing left of the run before, and a latch file of its
   * own. An error says why the level cannot be rehearsed here and now. Throws when what was before cannot be taken back.
   */
  set(level: KillLevel): Promise<Result<Stage>>;
  /** How many orders of ours rest, by the venue's own word. */
  resting(): Promise<number>;
  /** Why the run just played proves nothing, in words; null when what it measured stands. */
  spoilt(): Promise<string | null>;
  /** Takes everything back; what is left behind, in words. The second call answers as the first. */
  close(): Promise<readonly string[]>;
}
