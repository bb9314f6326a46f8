// The ten best levels a side as they were after the last book event: what the next event is compared with.
// In: levels, best first. Out: prices and sizes in flat arrays, and the depth, distance and spread they give.
import type { SpotLevelView } from '#lib/domain/market-view.ts';

/** Levels a side that are looked at. */
export const LEVELS = 10;

export interface LevelSide {
  /** +1 where a higher price is better (bids), −1 where a lower one is. */
  readonly sign: 1 | -1;
  readonly priceUsd: Float64Array;
  readonly sizeBtc: Float64Array;
  count: number;
}

export interface SpotLevels {
  readonly bids: LevelSide;
  readonly asks: LevelSide;
  /** False while the book is not to be trusted. */
  known: boolean;
}

function createSide(sign: 1 | -1): LevelSide {
  return {
    sign,
    priceUsd: new Float64Array(LEVELS),
    sizeBtc: new Float64Array(LEVELS),
    count: 0,
  };
}

/** No book yet. */
export function createSpotLevels(): SpotLevels {
  return { bids: createSide(1), asks: createSide(-1), known: false };
}

/** Copies a trusted book; it is known when both sides hold something. */
export function keepLevels(
  held: SpotLevels,
  bids: readonly SpotLevelView[],
  asks: readonly SpotLevelView[],
): void {
  copy(held.bids, bids);
  copy(held.asks, asks);
  held.known = bids.length > 0 && asks.length > 0;
}

function copy(side: LevelSide, levels: readonly SpotLevelView[]): void {
  side.count = Math.min(LEVELS, levels.length);
  for (let i = 0; i < side.count; i++) {
    side.priceUsd[i] = levels[i]?.priceUsd ?? 0;
    side.sizeBtc[i] = levels[i]?.sizeBtc ?? 0;
  }
}

function sizeOf(side: LevelSide, levels: number): number {
  let sum = 0;
  for (let i = 0; i < Math.min(levels, side.count); i++) sum += side.sizeBtc[i] ?? 0;
  return sum;
}

/** Mean depth a side over the best `levels`, BTC. */
export function depthOf(held: SpotLevels, levels: number): number {
  return (sizeOf(held.bids, levels) + sizeOf(held.asks, levels)) / 2;
}

/** Mid of the best levels, USD. Needs a known book. */
function midOf(held: SpotLevels): number {
  return ((held.bids.priceUsd[0] ?? 0) + (held.asks.priceUsd[0] ?? 0)) / 2;
}

/** (best ask − best bid) ÷ mid in basis points; null while the book is not known. */
export function heldSpreadBp(held: SpotLevels): number | null {
  if (!held.known) return null;
  return (((held.asks.priceUsd[0] ?? 0) - (held.bids.priceUsd[0] ?? 0)) / midOf(held)) * 10_000;
}

/** BTC per basis point between the mid and the last of the ten levels: the slope of the side's depth curve. */
export function heldSlope(held: SpotLevels, side: 'bids' | 'asks'): number | null {
  if (!held.known) return null;
  const levels = held[side];
  const mid = midOf(held);
  const farUsd = Math.abs(mid - (levels.priceUsd[levels.count - 1] ?? mid));
  return farUsd > 0 ? sizeOf(levels, LEVELS) / ((farUsd / mid) * 10_000) : null;
}
