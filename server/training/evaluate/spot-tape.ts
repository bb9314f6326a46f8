// One line of spot prices from everything recorded. In: recordings. Out: the latest price known at any instant.
// Sorted by when a price was known to the recorder, never by when it was made: nothing later than a quote can be read.

import { numberAt } from '#lib/number-at.ts';
import type { Recordings } from '../data/load-folder.ts';

export interface SpotTape {
  /** When the recorder had it, ascending, ms. */
  readonly knownMs: Float64Array;
  /** When the price was made, ms; never decreasing either. */
  readonly madeMs: Float64Array;
  readonly priceUsd: Float64Array;
}

export interface SpotPrice {
  readonly priceUsd: number;
  readonly madeMs: number;
}

/** Builds the tape: spot beside quotes (else the last bar close beside them), trades, bar closes. USDT bars are left out. */
export function spotTape(recordings: Recordings): SpotTape {
  const rows: [number, number, number][] = [];
  for (const quote of recordings.quotes) {
    if (quote.spotUsd !== null && quote.spotUsd > 0)
      rows.push([quote.atMs, quote.atMs - quote.spotAgeMs, quote.spotUsd]);
    else if (quote.barCloseUsd !== null && quote.barCloseUsd > 0)
      rows.push([quote.atMs, quote.atMs - quote.barAgeMs, quote.barCloseUsd]);
  }
  for (const trades of recordings.trades)
    trades.atMs.forEach((at, i) => {
      rows.push([at, at, numberAt(trades.priceUsd, i)]);
    });
  for (const bars of recordings.bars)
    if (!bars.id.includes('usdt'))
      bars.endMs.forEach((at, i) => {
        rows.push([at, at, numberAt(bars.close, i)]);
      });
  rows.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  let newest = Number.NEGATIVE_INFINITY;
  const kept = rows.filter(([, made]) => {
    if (made < newest) return false;
    newest = made;
    return true;
  });
  return {
    knownMs: Float64Array.from(kept, (row) => row[0]),
    madeMs: Float64Array.from(kept, (row) => row[1]),
    priceUsd: Float64Array.from(kept, (row) => row[2]),
  };
}

/** Number of entries known at `ms`. */
export function knownCount(tape: SpotTape, ms: number): number {
  let [low, high] = [0, tape.knownMs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numberAt(tape.knownMs, middle) <= ms) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The latest price known at `ms`, if made within `ageMs` before it. */
export function spotAsOf(tape: SpotTape, ms: number, ageMs: number): SpotPrice | null {
  const place = knownCount(tape, ms) - 1;
  const madeMs = numberAt(tape.madeMs, place);
  return ms - madeMs <= ageMs ? { priceUsd: numberAt(tape.priceUsd, place), madeMs } : null;
}
