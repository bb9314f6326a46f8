// Decoders of the recorded CSV and JSONL rows. In: text fields as they stand in the files. Out: rows, or null when unusable.

import { parseCount, parseSignedCount } from '#lib/domain/count.ts';
import type { MarketTicker } from '#lib/domain/ids.ts';
import { marketTicker } from '#lib/domain/ids.ts';
import { type WallMs, wallMs } from '#lib/domain/instant.ts';
import { type CentiCents, parsePrice } from '#lib/domain/price.ts';
import type { ContractLevel, SpotTrade } from '#lib/domain/tick.ts';
import type { CsvFile } from './csv-file.ts';
import { microseconds, type RecordedRow, UNNUMBERED } from './recorded-row.ts';
import type { RowDecoder } from './time-ordered.ts';

/** The delta files leave the series out of the ticker. */
const SERIES_PREFIX = 'KXBTC15M-';

/** The same text gives the same string object, so that map look-ups hash it once. */
function createTickers(): (text: string) => MarketTicker {
  const known = new Map<string, MarketTicker>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const full = text.startsWith(SERIES_PREFIX) ? text : `${SERIES_PREFIX}${text}`;
    const made = marketTicker(full);
    known.set(text, made);
    return made;
  };
}

function venueTime(ms: string | undefined): WallMs | null {
  return ms !== undefined && /^\d{12,14}$/.test(ms) ? wallMs(Number(ms)) : null;
}

/** A quote strictly inside (0, 1): the venue writes an empty side as 0 or 1. */
function inside(text: string | undefined): CentiCents | null {
  const parsed = parsePrice(text ?? '');
  return parsed.ok && parsed.value > 0 && parsed.value < 10_000 ? parsed.value : null;
}

/** Rows of kalshi_book_deltas_*: session, ticker, recv_ns, exch_ts_ms, seq, side, price, delta. */
export function deltaDecoder(file: CsvFile): RowDecoder {
  const [session, ticker, received, sent, number, side, price, change] = [
    ...['session', 'ticker', 'recv_ns', 'exch_ts_ms', 'seq', 'side', 'price', 'delta'],
  ].map((name) => file.column(name));
  const tickers = createTickers();
  return (fields) => {
    const at = (column: number | undefined) => fields[column ?? -1];
    const us = microseconds(at(received));
    const leg = at(side);
    const level = parsePrice(at(price) ?? '');
    const delta = parseSignedCount(at(change) ?? '');
    const seq = Number(at(number));
    const name = at(ticker) ?? '';
    if (us === null || (leg !== 'y' && leg !== 'n') || !level.ok || !delta.ok || name === '')
      return null;
    if (!Number.isSafeInteger(seq)) return null;
    return {
      us,
      order: seq,
      session: at(session) ?? '',
      ticker: tickers(name),
      body: {
        kind: 'contract-delta',
        ticker: tickers(name),
        seq,
        leg: leg === 'y' ? 'yes' : 'no',
        price: level.value,
        delta: delta.value,
        venueAt: venueTime(at(sent)),
      },
    };
  };
}

/** Rows of kalshi_ticker: the venue's own best quotes, without a sequence. */
export function quoteDecoder(file: CsvFile): RowDecoder {
  const names = ['recv_ns', 'exch_ts_ms', 'ticker', 'yes_bid', 'yes_ask', 'last_price', 'volume'];
  const [received, sent, ticker, bid, ask, last, volume, interest, session] = [
    ...names,
    'open_interest',
    'session',
  ].map((name) => file.column(name));
  const tickers = createTickers();
  return (fields) => {
    const at = (column: number | undefined) => fields[column ?? -1];
    const us = microseconds(at(received));
    const venueAt = venueTime(at(sent));
    const traded = parseCount(at(volume) ?? '');
    const open = parseCount(at(interest) ?? '');
    const name = at(ticker) ?? '';
    if (us === null || venueAt === null || !traded.ok || !open.ok || name === '') return null;
    return {
      us,
      order: UNNUMBERED,
      session: at(session) ?? '',
      ticker: tickers(name),
      body: {
        kind: 'contract-quote',
        ticker: tickers(name),
        yesBid: inside(at(bid)),
        yesAsk: inside(at(ask)),
        last: inside(at(last)),
        volume: traded.value,
        openInterest: open.value,
        venueAt,
      },
    };
  };
}

/** Rows of coinbase_btcusd_trades_*: price and time alone; size and side were not recorded. */
export function tradeDecoder(file: CsvFile): RowDecoder {
  const [sent, received, price, id] = ['exchange_ts_utc', 'recv_ns', 'price', 'trade_id'].map(
    (name) => file.column(name),
  );
  return (fields) => {
    const at = (column: number | undefined) => fields[column ?? -1];
    const us = microseconds(at(received));
    const priceUsd = Number(at(price));
    const tradeId = Number(at(id));
    const venueAt = Date.parse(at(sent) ?? '');
    if (us === null || !(priceUsd > 0) || !Number.isSafeInteger(tradeId)) return null;
    if (!Number.isFinite(venueAt)) return null;
    const trade: SpotTrade = {
      id: tradeId,
      priceUsd,
      sizeBtc: 0,
      takerSide: 'buy',
      venueAt: wallMs(venueAt),
    };
    const body = { kind: 'spot-trade', venue: 'coinbase', trades: [trade] } as const;
    return { us, order: UNNUMBERED, session: null, ticker: null, body };
  };
}

function levels(value: unknown): readonly ContractLevel[] | null {
  if (!Array.isArray(value)) return null;
  const found: ContractLevel[] = [];
  for (const pair of value) {
    const price = parsePrice(String(pair?.[0]));
    const size = parseCount(String(pair?.[1]));
    if (!price.ok || !size.ok) return null;
    found.push({ price: price.value, size: size.value });
  }
  return found;
}

/** One line of kalshi_book_snapshots: session, recv_ns, seq, ticker, and the bids of both legs. */
export function decodeSnapshot(line: string): RecordedRow | null {
  // The time is a number beyond 2^53 in the file: taken from the text, or the merge would shift it.
  const us = microseconds(/"recv_ns":\s*(\d+)/.exec(line)?.[1]);
  let fields: Readonly<Record<string, unknown>>;
  try {
    fields = JSON.parse(line);
  } catch {
    return null;
  }
  const { session, seq, ticker } = fields;
  const yesBids = levels(fields['yes']);
  const noBids = levels(fields['no']);
  if (us === null || typeof session !== 'string' || typeof seq !== 'number') return null;
  if (typeof ticker !== 'string' || ticker === '' || yesBids === null || noBids === null)
    return null;
  const name = marketTicker(ticker);
  const body = { kind: 'contract-snapshot', ticker: name, seq, yesBids, noBids } as const;
  return { us, order: seq, session, ticker: name, body: { ...body, venueAt: null } };
}
