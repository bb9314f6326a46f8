// Room for the numbers of one pricing, kept with the ladder. In: ladder. Out: arrays that the next pricing writes over.
// A tick prices every strike: a score of fresh arrays each time cost more in collecting them than the sums in them.
import type { Ladder } from './ladder.ts';

export interface Scratch {
  /** S by view, each one value a rung. */
  readonly survival: readonly Float64Array[];
  /** By market, in the ladder's order. */
  readonly blended: Float64Array;
  readonly spread: Float64Array;
  /** By place on the blended curve. */
  readonly values: Float64Array;
  readonly weights: Float64Array;
  readonly slack: Float64Array;
  /** By rung. */
  readonly below: Int32Array;
  readonly above: Int32Array;
}

/** Curves of one close (survival.ts). */
const VIEWS = 12;

const kept = new WeakMap<Ladder, Scratch>();

function make({ rungsUsd, markets, byStrike }: Ladder): Scratch {
  const floats = (size: number) => new Float64Array(size);
  return {
    survival: Array.from({ length: VIEWS }, () => floats(rungsUsd.length)),
    blended: floats(markets.length),
    spread: floats(markets.length),
    values: floats(byStrike.length),
    weights: floats(byStrike.length),
    slack: floats(byStrike.length),
    below: new Int32Array(rungsUsd.length),
    above: new Int32Array(rungsUsd.length),
  };
}

/** The ladder's own room. What is in it holds until the next pricing of the same ladder. */
export function scratchOf(ladder: Ladder): Scratch {
  const known = kept.get(ladder);
  if (known !== undefined) return known;
  const made = make(ladder);
  kept.set(ladder, made);
  return made;
}
