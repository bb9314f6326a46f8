// The recorded markets: watched_markets.csv in, whole definitions out; each is told when it is first needed.
import { type BtcCents, parseBtcCents } from '#lib/domain/btc.ts';
import { eventTicker, type MarketTicker, marketTicker } from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import type { Market, PriceRange } from '#lib/domain/market.ts';
import { price } from '#lib/domain/price.ts';
import { ok, type Result } from '#lib/result.ts';
import type { CsvFile } from './csv-file.ts';
import type { ReadFaults } from './recorded-row.ts';

/** A window lives for a quarter of an hour. */
const LIFE_MS = 900_000;
/** Shard of Crypto markets (kalshi-api §1.6). */
const SHARD = 2;
/** `tapered_deci_cent` (kalshi-api §2): tenths of a cent near 0 and 1, whole cents between. */
const TAPERED_DECI_CENT: readonly PriceRange[] = [
  { start: price(0), end: price(1_000), step: 10 },
  { start: price(1_000), end: price(9_000), step: 100 },
  { start: price(9_000), end: price(10_000), step: 10 },
];

function marketOf(ticker: MarketTicker, strike: BtcCents | null, closeMs: number): Market {
  return {
    ticker,
    event: eventTicker(ticker.slice(0, ticker.lastIndexOf('-'))),
    series: 'KXBTC15M',
    rule:
      strike === null
        ? { kind: 'unset', reason: 'the recording does not hold the strike' }
        : { kind: 'at-or-above-rounded', strike },
    openAt: wallMs(closeMs - LIFE_MS),
    closeAt: wallMs(closeMs),
    status: 'active',
    grid: TAPERED_DECI_CENT,
    shard: SHARD,
    fee: { kind: 'quadratic', multiplier: 1 },
    result: null,
    title: strike === null ? ticker : `$${(strike / 100).toFixed(2)} or above`,
  };
}

/** Null for an empty field: the strike was not published while the recorder looked. */
function strikeOf(text: string): Result<BtcCents | null> {
  return text === '' ? ok(null) : parseBtcCents(text);
}

/** Every definition by ticker. A row without a readable close is left out and counted. */
export function watchedMarkets(
  file: CsvFile,
  faults: ReadFaults,
): ReadonlyMap<MarketTicker, Market> {
  const markets = new Map<MarketTicker, Market>();
  const [tickerAt, strikeAt, closeAt] = ['ticker', 'strike', 'close_time'].map((name) =>
    file.column(name),
  );
  for (let row = 0; row < file.rows; row++) {
    const fields = file.fields(row);
    const name = fields[tickerAt ?? -1] ?? '';
    const closeMs = Date.parse(fields[closeAt ?? -1] ?? '');
    const strike = strikeOf(fields[strikeAt ?? -1] ?? '');
    if (name.lastIndexOf('-') <= 0 || !Number.isFinite(closeMs) || !strike.ok) {
      faults.unreadableRows += 1;
      continue;
    }
    const ticker = marketTicker(name);
    markets.set(ticker, marketOf(ticker, strike.value, closeMs));
  }
  return markets;
}
