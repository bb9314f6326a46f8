// Every market of our series as last told: rows, fees and stream changes come in, ticks for what changed go out. No I/O.
import { type EventTicker, eventTicker, type MarketTicker, marketTicker } from '#lib/domain/ids.ts';
import type { FeeTerms, Market, Series } from '#lib/domain/market.ts';
import { seriesOf } from '#lib/domain/series-of.ts';
import type { MarketChangeTick, Tick } from '#lib/domain/tick.ts';
import { canonical } from '#lib/hash.ts';
import { type FeeFields, feeTerms, UNKNOWN_FEE } from './fee-terms.ts';
import { marketToDomain } from './market-to-domain.ts';
import { type MarketRow, marketSchema } from './rest-schema.ts';

/** REST trails the stream by up to 1.3 s (kalshi-api §3.4): older readings do not undo a stream change. */
export const REST_LAG_MS = 2_000;
const FORGET_AFTER_MS = 48 * 3_600_000;
const KEEP_FINAL_MS = 600_000;

interface Known {
  readonly market: Market;
  /** Monotonic ms of the last stream change; −Infinity when only REST has spoken. */
  readonly changedAtMs: number;
}

/** What a listing gave: ticks for what is new, and why a row could not be read. */
export interface Listed {
  readonly ticks: readonly Tick[];
  readonly fault: string | null;
}

export interface KnownMarkets {
  all(): readonly Market[];
  /**
   * One raw market row of a request begun at `requestedAtMs` (monotonic). A row that says what it said before costs
   * next to nothing; one that cannot be read takes a market we know out of trading.
   */
  listed(raw: unknown, requestedAtMs: number): Listed;
  changed(tick: MarketChangeTick, nowMs: number): void;
  seriesFee(series: Series, fee: FeeFields): readonly Tick[];
  eventFee(event: string, override: FeeFields): readonly Tick[];
  hasFee(series: Series): boolean;
  /** Forgets what is settled or long past. `wallMs` is Unix ms. */
  prune(wallMs: number): void;
}

const NOTHING: Listed = { ticks: [], fault: null };

/** The fields of a row that a Market is made of, as one text to compare; null for a row without a ticker. */
function fingerprint(raw: unknown): { readonly ticker: string; readonly text: string } | null {
  if (typeof raw !== 'object' || raw === null || !('ticker' in raw)) return null;
  if (typeof raw.ticker !== 'string' || raw.ticker === '') return null;
  return { ticker: raw.ticker, text: JSON.stringify(raw, FINGERPRINT) };
}

/** Property names at any depth: the row's own, its price ranges' and its custom strike's. */
const FINGERPRINT = [
  ...['ticker', 'event_ticker', 'status', 'open_time', 'close_time', 'yes_sub_title'],
  ...['strike_type', 'floor_strike', 'cap_strike', 'custom_strike', 'round_digits'],
  ...['price_ranges', 'start', 'end', 'step', 'exchange_index'],
  ...['result', 'settlement_value_dollars', 'settlement_ts'],
];

/** True while the result of a closed market is still open (F19: only `finalized` is final). */
export function awaitsResult(market: Market, wallMs: number): boolean {
  return wallMs >= market.closeAt && !(market.status === 'finalized' && market.result?.final);
}

/** Starts empty. Rows of other series are ignored; `shard` stands in for rows that name none. */
export function createKnownMarkets(traded: readonly Series[], shard: number): KnownMarkets {
  const known = new Map<MarketTicker, Known>();
  const fees = new Map<Series, FeeFields>();
  const overrides = new Map<EventTicker, FeeFields>();
  /** The last fingerprint taken in; dropped when the stream changes the market, so that REST is heard again. */
  const fingerprints = new Map<string, string>();

  function feeOf(series: Series, event: EventTicker): FeeTerms {
    const fee = fees.get(series);
    return fee ? feeTerms(fee, overrides.get(event) ?? null) : UNKNOWN_FEE;
  }

  function put(market: Market, changedAtMs: number): readonly Tick[] {
    const before = known.get(market.ticker);
    known.set(market.ticker, { market, changedAtMs });
    if (before && canonical(before.market) === canonical(market)) return [];
    return [{ kind: 'market', market }];
  }

  function repriced(belongs: (market: Market) => boolean): readonly Tick[] {
    return [...known.values()]
      .filter(({ market }) => belongs(market))
      .flatMap(({ market, changedAtMs }) =>
        put({ ...market, fee: feeOf(market.series, market.event) }, changedAtMs),
      );
  }

  function unreadable(ticker: string): readonly Tick[] {
    const name = marketTicker(ticker);
    const before = known.get(name);
    if (!before || before.market.status === 'unknown') return [];
    known.set(name, { ...before, market: { ...before.market, status: 'unknown' } });
    return [{ kind: 'market-change', ticker: name, change: { status: 'unknown' } }];
  }

  function readRow(row: MarketRow): Listed {
    const event = eventTicker(row.event_ticker);
    const series = seriesOf(row.ticker);
    const fee = series === null ? UNKNOWN_FEE : feeOf(series, event);
    const market = marketToDomain(row, { fee, shard });
    if (!market.ok) return { ticks: unreadable(row.ticker), fault: market.error };
    const changedAtMs = known.get(market.value.ticker)?.changedAtMs ?? -Infinity;
    return { ticks: put(market.value, changedAtMs), fault: null };
  }

  function take(raw: unknown, ticker: string): Listed {
    const parsed = marketSchema.safeParse(raw);
    if (parsed.success) return readRow(parsed.data);
    const issue = parsed.error.issues[0];
    const fault = `market ${ticker}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`;
    return { ticks: unreadable(ticker), fault };
  }

  return {
    all: () => [...known.values()].map(({ market }) => market),
    listed: (raw, requestedAtMs) => {
      const print = fingerprint(raw);
      const series = print === null ? null : seriesOf(print.ticker);
      if (print === null || series === null || !traded.includes(series)) return NOTHING;
      const before = known.get(marketTicker(print.ticker));
      if (before && requestedAtMs < before.changedAtMs + REST_LAG_MS) return NOTHING;
      if (fingerprints.get(print.ticker) === print.text) return NOTHING;
      fingerprints.set(print.ticker, print.text);
      return take(raw, print.ticker);
    },
    changed: (tick, nowMs) => {
      const before = known.get(tick.ticker);
      if (!before) return;
      fingerprints.delete(tick.ticker);
      known.set(tick.ticker, { market: { ...before.market, ...tick.change }, changedAtMs: nowMs });
    },
    seriesFee: (series, fee) => {
      fees.set(series, fee);
      return repriced((market) => market.series === series);
    },
    eventFee: (event, override) => {
      const name = eventTicker(event);
      const series = seriesOf(event);
      const before = overrides.get(name) ?? { type: null, multiplier: null };
      const same = before.type === (override.type ?? null);
      if (series === null || !traded.includes(series)) return [];
      if (same && before.multiplier === (override.multiplier ?? null)) return [];
      overrides.set(name, {
        type: override.type ?? null,
        multiplier: override.multiplier ?? null,
      });
      const fee = feeOf(series, name);
      repriced((market) => market.event === name);
      return [{ kind: 'event-fee', event: name, fee }];
    },
    hasFee: (series) => fees.has(series),
    prune: (wallMs) => {
      for (const [ticker, { market }] of known) {
        const age = wallMs - market.closeAt;
        const settled = !awaitsResult(market, wallMs) && age > KEEP_FINAL_MS;
        if (!settled && age <= FORGET_AFTER_MS) continue;
        known.delete(ticker);
        fingerprints.delete(ticker);
        const { event } = market;
        if (![...known.values()].some((each) => each.market.event === event))
          overrides.delete(event);
      }
    },
  };
}
