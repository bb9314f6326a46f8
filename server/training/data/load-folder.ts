// A whole folder in the layout of the recordings. In: its path and the spans that stay shut. Out: all series and quotes.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { csvColumns } from './csv-stream.ts';
import { loadBars, seriesId, spotKind } from './load-bars.ts';
import {
  closeOf,
  loadMarkets,
  loadPanel,
  type PanelQuote,
  type SettledMarket,
} from './load-markets.ts';
import { loadTrades, type TradePrices, tradesToBars } from './load-trades.ts';
import type { MinuteBars } from './recorded-series.ts';
import { isWithin, type Span } from './splits.ts';

export interface Recordings {
  readonly bars: readonly MinuteBars[];
  readonly trades: readonly TradePrices[];
  readonly markets: readonly SettledMarket[];
  readonly quotes: readonly PanelQuote[];
  /** Files that were not used, and why. */
  readonly leftOut: readonly string[];
}

/** Spans whose rows are dropped while reading; nothing downstream can see them. */
export interface ShutSpans {
  readonly spot: readonly Span[];
  readonly markets: readonly Span[];
  /** Panel rows labelled so are dropped too. */
  readonly split: string | null;
}

function csvFiles(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /\.csv(\.gz)?$/.test(name))
    .sort()
    .map((name) => join(folder, name));
}

function keepBars(bars: MinuteBars, shut: readonly Span[]): MinuteBars {
  const kept = [...bars.endMs.keys()].filter((i) => !isWithin(shut, bars.endMs[i] ?? 0));
  if (kept.length === bars.endMs.length) return bars;
  const pick = (column: Float64Array) => Float64Array.from(kept, (i) => column[i] ?? Number.NaN);
  return {
    ...bars,
    endMs: pick(bars.endMs),
    open: pick(bars.open),
    high: pick(bars.high),
    low: pick(bars.low),
    close: pick(bars.close),
    volume: pick(bars.volume),
  };
}

function keepTrades(trades: TradePrices, shut: readonly Span[]): TradePrices {
  const kept = [...trades.atMs.keys()].filter((i) => !isWithin(shut, trades.atMs[i] ?? 0));
  return {
    atMs: Float64Array.from(kept, (i) => trades.atMs[i] ?? Number.NaN),
    priceUsd: Float64Array.from(kept, (i) => trades.priceUsd[i] ?? Number.NaN),
  };
}

/** Reads `btc-spot`, `kxbtc15m-markets` and `kxbtc15m-panel`, each if present. Throws when none of them is. */
export async function loadFolder(folder: string, shut: ShutSpans): Promise<Recordings> {
  const bars: MinuteBars[] = [];
  const trades: TradePrices[] = [];
  const leftOut: string[] = [];
  const spotFiles = csvFiles(join(folder, 'btc-spot'));
  for (const path of spotFiles) {
    const kind = spotKind(await csvColumns(path));
    if (kind === null) {
      leftOut.push(`${seriesId(path)}: neither bars nor trades by its columns`);
      continue;
    }
    let made: MinuteBars;
    if (kind === 'trades') {
      const read = keepTrades(await loadTrades(path), shut.spot);
      if (read.atMs.length > 0) trades.push(read);
      made = tradesToBars(path, read);
    } else made = keepBars(await loadBars(path), shut.spot);
    if (made.endMs.length === 0) leftOut.push(`${made.id}: nothing outside the shut spans`);
    else if (made.stepSeconds !== 60)
      leftOut.push(`${made.id}: bars of ${made.stepSeconds} s give no 1-minute returns`);
    else bars.push(made);
  }
  const marketFiles = csvFiles(join(folder, 'kxbtc15m-markets'));
  const panelFiles = csvFiles(join(folder, 'kxbtc15m-panel'));
  if (spotFiles.length + marketFiles.length + panelFiles.length === 0)
    throw new Error(
      `${folder} has none of btc-spot, kxbtc15m-markets, kxbtc15m-panel with .csv or .csv.gz files`,
    );
  const markets = (await Promise.all(marketFiles.map(loadMarkets)))
    .flat()
    .filter((each) => !isWithin(shut.markets, each.closeMs));
  const quotes = (await Promise.all(panelFiles.map(loadPanel)))
    .flat()
    .filter((each) => each.split !== shut.split && !isWithin(shut.markets, closeOf(each)));
  return { bars, trades, markets, quotes, leftOut };
}
