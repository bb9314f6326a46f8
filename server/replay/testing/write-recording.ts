// A small recording in the recorded layout, for tests: one clean book, one with a hole, one that falls below zero.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** 2026-05-11T12:00:00Z, the start of the first window, in ms. */
export const T0 = 1_778_500_800_000;
export const FIRST = 'KXBTC15M-26MAY110815-15';
export const SECOND = 'KXBTC15M-26MAY110830-30';
const STRIKE = 81_000;
const WINDOW_MS = 900_000;

export interface RecordingFlaws {
  /** Cuts the delta file in the middle of its last row. */
  readonly tear?: boolean;
  /** Puts one line that is no row into the delta file. */
  readonly garble?: boolean;
}

/** What was written, to compare with. */
export interface WrittenRecording {
  readonly folder: string;
  readonly deltas: number;
  readonly quotes: number;
  readonly trades: number;
}

interface Session {
  readonly name: string;
  readonly ticker: string;
  readonly startMs: number;
  readonly seconds: number;
  readonly isClean: boolean;
  /** Called with each second's number; the returned flaw spoils that second. */
  readonly flaw?: (second: number) => 'skip-a-number' | 'below-zero' | null;
}

const SESSIONS: readonly Session[] = [
  { name: 'one', ticker: FIRST, startMs: T0 + 30_000, seconds: 150, isClean: true },
  {
    name: 'two',
    ticker: SECOND,
    startMs: T0 + WINDOW_MS + 30_000,
    seconds: 90,
    isClean: false,
    flaw: (second) => (second === 40 ? 'skip-a-number' : null),
  },
  {
    name: 'three',
    ticker: SECOND,
    startMs: T0 + WINDOW_MS + 300_000,
    seconds: 90,
    isClean: false,
    flaw: (second) => (second === 50 ? 'below-zero' : null),
  },
];

function ns(ms: number): string {
  return `${ms}000000`;
}

/** Bids of one leg: `[price, size]` from the best down, prices in cents. */
function ladder(best: number): (readonly [string, string])[] {
  return Array.from({ length: 8 }, (_, level) => [((best - level) / 100).toFixed(4), '100.00']);
}

class Writer {
  readonly deltas: string[] = [];
  readonly snapshots: string[] = [];
  readonly quotes: string[] = [];
  readonly trades: string[] = [];
  #tradeId = 0;

  session(session: Session): void {
    const { name, ticker, startMs } = session;
    const short = ticker.slice('KXBTC15M-'.length);
    const [yes, no] = [ladder(48), ladder(50)];
    this.snapshots.push(
      `{"session":"${name}","recv_ns":${ns(startMs)},"seq":1,"ticker":"${ticker}","yes":${JSON.stringify(yes)},"no":${JSON.stringify(no)}}`,
    );
    let seq = 1;
    for (let second = 0; second < session.seconds; second++) {
      const atMs = startMs + second * 1000;
      this.#trade(atMs + 100, second);
      const flaw = session.flaw?.(second) ?? null;
      if (flaw === 'skip-a-number') seq += 1;
      // The best bid's size goes up and down again: the touch stays where the quotes say it is.
      const changes = flaw === 'below-zero' ? ['-150.00', '10.00'] : ['25.00', '-25.00'];
      for (const [part, change] of changes.entries()) {
        seq += 1;
        const us = atMs + 200 + 300 * part;
        this.deltas.push(`${name},${short},${ns(us)},${us - 20},${seq},y,0.4800,${change}`);
      }
      this.quotes.push(
        `${ns(atMs + 900)},${atMs + 800},${ticker},0.4800,0.5000,100.00,100.00,0.4900,1.00,1000.00,500.00,${name}`,
      );
    }
  }

  #trade(ms: number, second: number): void {
    this.#tradeId += 1;
    const price = STRIKE + 20 * Math.sin(second * second);
    const stamp = new Date(ms - 50).toISOString().replace('Z', '000+00:00');
    this.trades.push(`${stamp},${ns(ms)},${price.toFixed(2)},${this.#tradeId}`);
  }
}

function csv(heading: string, rows: readonly string[]): string {
  return `${[heading, ...rows].join('\n')}\n`;
}

/** Writes the recording under `root` in its three sibling folders. The delta file is in session order, not in time order. */
export function writeRecording(root: string, flaws: RecordingFlaws = {}): WrittenRecording {
  const [folder, spot, results] = ['kxbtc15m-ws-l2', 'btc-spot', 'kxbtc15m-markets'].map((name) =>
    join(root, name),
  );
  for (const path of [folder, spot, results]) mkdirSync(path ?? root, { recursive: true });
  const at = (path: string | undefined, name: string) => join(path ?? root, name);
  const writer = new Writer();
  for (const session of SESSIONS) writer.session(session);
  const bySession = [...writer.deltas].sort();
  if (flaws.garble === true) bySession.splice(10, 0, 'not,a,row');
  const deltas = csv('session,ticker,recv_ns,exch_ts_ms,seq,side,price,delta', bySession);
  const whole = flaws.tear === true ? deltas.slice(0, -20) : deltas;
  writeFileSync(at(folder, 'kalshi_book_deltas_2026-05-11.csv.gz'), gzipSync(whole));
  writeFileSync(
    at(folder, 'kalshi_book_snapshots.jsonl.gz'),
    gzipSync(`${writer.snapshots.join('\n')}\n`),
  );
  const quoteNames =
    'recv_ns,exch_ts_ms,ticker,yes_bid,yes_ask,yes_bid_size,yes_ask_size,last_price,last_trade_size,volume,open_interest,session';
  writeFileSync(at(folder, 'kalshi_ticker.csv.gz'), gzipSync(csv(quoteNames, writer.quotes)));
  writeFileSync(
    at(spot, 'coinbase_btcusd_trades_2026-05-11.csv.gz'),
    gzipSync(csv('exchange_ts_utc,recv_ns,price,trade_id', writer.trades)),
  );
  const iso = (ms: number) => new Date(ms).toISOString().replace('.000', '');
  writeFileSync(
    at(folder, 'watched_markets.csv'),
    csv('ticker,strike,close_time', [
      `${FIRST},${STRIKE}.00,${iso(T0 + WINDOW_MS)}`,
      `${SECOND},,${iso(T0 + 2 * WINDOW_MS)}`,
    ]),
  );
  writeFileSync(
    at(folder, 'session_quality.csv'),
    csv(
      'session,ticker,negative_size_events,seq_gaps,deltas,clean',
      SESSIONS.map(({ name, ticker, isClean }) => `${name},${ticker},0,0,0,${isClean ? 1 : 0}`),
    ),
  );
  writeFileSync(
    at(results, 'markets.csv.gz'),
    gzipSync(
      csv(
        'close_time,ticker,strike,result,result_sources,settle_avg_from_next_strike,settle_price_reported,settlement_ts',
        [`${iso(T0 + WINDOW_MS)},${FIRST},${STRIKE}.00,yes,test,,,`],
      ),
    ),
  );
  const { quotes, trades } = writer;
  return {
    folder: folder ?? root,
    deltas: writer.deltas.length,
    quotes: quotes.length,
    trades: trades.length,
  };
}
