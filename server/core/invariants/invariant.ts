// The shape of a local invariant: something that must hold of the world after every step. In: world. Out: null, or the breach.
import type { MarketTicker } from '#lib/domain/ids.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import type { World } from '../world.ts';

/** The entry that has just been made. */
export interface MadeEntry {
  readonly ticker: MarketTicker;
  readonly createdAt: WallMs;
}

export interface Invariant {
  /** As in the reliability reference §3. */
  readonly id: `I${number}`;
  /** Null while it holds; otherwise what is wrong, in plain words. Pure, and cheap enough for every second. */
  readonly breach: (world: World) => string | null;
}

/**
 * One that an entry must not break. What stands may come to break it without one, when a limit is lowered, and the
 * gate then allows no more: that is no breach.
 */
export interface EntryInvariant extends Invariant {
  /** The same, judged of one entry just made, under the limits in force. */
  readonly breachByEntry: (world: World, entry: MadeEntry) => string | null;
}
