// The shape of a local invariant: something that must hold of the world after every step. In: world. Out: null, or the breach.
import type { World } from '../world.ts';

export interface Invariant {
  /** As in the reliability reference §3. */
  readonly id: `I${number}`;
  /** Null while it holds; otherwise what is wrong, in plain words. Pure, and cheap enough for every second. */
  readonly breach: (world: World) => string | null;
}
