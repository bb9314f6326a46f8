// Recorded trades. In: a path of recv_ns,price rows. Out: prices by receipt time, and the 1-minute bars they make.

import { MINUTE_MS } from '#server/core/2-features/minutes/minute-series.ts';
import { csvRows } from './csv-stream.ts';
import { barsFromRows, seriesId } from './load-bars.ts';
import type { MinuteBars } from './recorded-series.ts';

/** Prices in USD at the time our side had them. */
export interface TradePrices {
  readonly atMs: Float64Array;
  readonly priceUsd: Float64Array;
}

/** Reads one file; order is that of receipt (the host clock that also stamped the quotes, README of the recordings). */
export async function loadTrades(path: string): Promise<TradePrices> {
  const rows: [number, number][] = [];
  for await (const row of csvRows(path)) {
    const price = row.number('price');
    const received = row.number('recv_ns');
    if (price === null || received === null || !(price > 0)) continue;
    rows.push([received / 1e6, price]);
  }
  rows.sort((a, b) => a[0] - b[0]);
  return {
    atMs: Float64Array.from(rows, (each) => each[0]),
    priceUsd: Float64Array.from(rows, (each) => each[1]),
  };
}

/** OHLC bars of the minutes that had a trade; size was not recorded, so volume is missing. */
export function tradesToBars(path: string, trades: TradePrices): MinuteBars {
  const rows = new Map<number, readonly number[]>();
  trades.atMs.forEach((at, i) => {
    const price = trades.priceUsd[i] ?? Number.NaN;
    const label = Math.floor(at / MINUTE_MS) * MINUTE_MS;
    const [open, high, low] = rows.get(label) ?? [price, price, price];
    rows.set(label, [
      open ?? price,
      Math.max(high ?? price, price),
      Math.min(low ?? price, price),
      price,
      Number.NaN,
    ]);
  });
  return { ...barsFromRows(seriesId(path), rows, false), stepSeconds: 60 };
}
