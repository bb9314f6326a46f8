// One side of the simulated venue's full book, best first: absolute level changes in, positions out.
import { ensure } from '#lib/check.ts';

/** A level of the venue's book: price in 0.1 USD ticks, size in 1e-8 BTC; size 0 means gone. */
export interface LadderLevel {
  readonly priceTicks: number;
  readonly sizeUnits: number;
}

export type LadderSide = 'bid' | 'ask';

export interface Ladder {
  readonly side: LadderSide;
  /** Best first, every size positive. */
  readonly levels: LadderLevel[];
}

/** A ladder holding the given levels, which must be best first. */
export function createLadder(side: LadderSide, levels: readonly LadderLevel[] = []): Ladder {
  return { side, levels: [...levels] };
}

/** True when `a` stands nearer the touch than `b`. */
export function isBetter(side: LadderSide, a: number, b: number): boolean {
  return side === 'ask' ? a < b : a > b;
}

/** Where a price stands or would stand, and whether it is held. */
export function findLevel(ladder: Ladder, priceTicks: number): { index: number; held: boolean } {
  let low = 0;
  let high = ladder.levels.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBetter(ladder.side, levelAt(ladder, middle).priceTicks, priceTicks)) low = middle + 1;
    else high = middle;
  }
  return { index: low, held: ladder.levels[low]?.priceTicks === priceTicks };
}

/** Sets one level; returns where it stood or stands, or null when nothing changed. */
export function setLadderLevel(ladder: Ladder, level: LadderLevel): LadderChange | null {
  const { index, held } = findLevel(ladder, level.priceTicks);
  if (level.sizeUnits === 0) {
    if (!held) return null;
    ladder.levels.splice(index, 1);
    return { kind: 'removed', index };
  }
  if (held && levelAt(ladder, index).sizeUnits === level.sizeUnits) return null;
  if (held) ladder.levels[index] = level;
  else ladder.levels.splice(index, 0, level);
  return { kind: held ? 'resized' : 'inserted', index };
}

export interface LadderChange {
  readonly kind: 'inserted' | 'resized' | 'removed';
  readonly index: number;
}

/** The level at `index`, 0 = best; the index must be held. */
export function levelAt(ladder: Ladder, index: number): LadderLevel {
  return ensure(ladder.levels[index], `the ${ladder.side} ladder has no level ${index}`);
}
