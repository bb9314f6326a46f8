// Made-up bars and folders for tests: volatility that swings by the day and clusters. In: a seed. Out: bars or files.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { MinuteBars } from './data/recorded-series.ts';
import { seededUniform } from './evaluate/bootstrap.ts';

/** Standard normals from uniforms (Box–Muller). */
export function seededNormal(seed: number): () => number {
  const uniform = seededUniform(seed);
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** Bars whose log variance is a slow AR(1) around a daily wave: something a forecast can find. */
export function madeUpBars(options: {
  readonly id: string;
  readonly fromMs: number;
  readonly minutes: number;
  readonly seed: number;
}): MinuteBars {
  const normal = seededNormal(options.seed);
  const { minutes } = options;
  const columns = Array.from({ length: 5 }, () => new Float64Array(minutes));
  const [open, high, low, close, volume] = columns;
  const endMs = Float64Array.from({ length: minutes }, (_, i) => options.fromMs + (i + 1) * 60_000);
  let [price, slow] = [95_000, 0];
  for (let i = 0; i < minutes; i++) {
    slow = 0.995 * slow + 0.07 * normal();
    const wave = 0.5 * Math.cos((2 * Math.PI * (i % 1_440)) / 1_440);
    const deviation = 6e-4 * Math.exp((slow + wave) / 2);
    const next = price * Math.exp(deviation * normal());
    const reach = 1 + Math.abs(0.5 * deviation * normal());
    if (open) open[i] = price;
    if (high) high[i] = Math.max(price, next) * reach;
    if (low) low[i] = Math.min(price, next) / reach;
    if (close) close[i] = next;
    if (volume) volume[i] = Math.exp(slow + 0.3 * normal());
    price = next;
  }
  const empty = new Float64Array();
  return {
    id: options.id,
    stepSeconds: 60,
    endMs,
    open: open ?? empty,
    high: high ?? empty,
    low: low ?? empty,
    close: close ?? empty,
    volume: volume ?? empty,
  };
}

/** Writes bars as a recording of `folder`/btc-spot; labels are bar starts. */
export function writeBars(folder: string, bars: MinuteBars): void {
  mkdirSync(join(folder, 'btc-spot'), { recursive: true });
  const lines = Array.from(bars.endMs, (endMs, i) =>
    [
      new Date(endMs - 60_000).toISOString().replace('.000Z', 'Z'),
      bars.open[i],
      bars.high[i],
      bars.low[i],
      bars.close[i],
      bars.volume[i],
    ].join(','),
  );
  const text = ['minute_utc,open,high,low,close,volume', ...lines].join('\n');
  writeFileSync(join(folder, 'btc-spot', `${bars.id}.csv.gz`), gzipSync(`${text}\n`));
}

/** One quote of a made-up panel. */
export interface MadeUpQuote {
  readonly source: string;
  readonly closeMs: number;
  readonly secondsToClose: number;
  readonly bid: number;
  readonly ask: number;
  readonly spot: number | '';
  readonly strike: number;
  readonly yes: boolean;
}

/** Writes quotes as a recording of `folder`/kxbtc15m-panel. */
export function writePanel(folder: string, quotes: readonly MadeUpQuote[]): void {
  mkdirSync(join(folder, 'kxbtc15m-panel'), { recursive: true });
  const head =
    'source,ts,ticker,secs_to_close,yes_bid,yes_ask,spot,spot_age_ms,strike,result,result_sources,spot_src,spot_1m_close,spot_1m_age_s,split';
  const lines = quotes.map((each) =>
    [
      each.source,
      each.closeMs / 1000 - each.secondsToClose,
      `KXBTC15M-${each.closeMs}`,
      each.secondsToClose,
      each.bid,
      each.ask,
      each.spot,
      0,
      each.strike,
      each.yes ? 'yes' : 'no',
      'made-up,native,,,',
    ].join(','),
  );
  writeFileSync(
    join(folder, 'kxbtc15m-panel', 'panel.csv.gz'),
    gzipSync(`${[head, ...lines].join('\n')}\n`),
  );
}
