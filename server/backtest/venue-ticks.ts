// What a venue's last second looks like to the core. In: exchange, spot, prints. Out: ticks in the order a fast feed brings them.
import { btcCents } from '#lib/domain/btc.ts';
import { count } from '#lib/domain/count.ts';
import { type MarketTicker, marketTicker } from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import type { Series } from '#lib/domain/market.ts';
import { complement, price } from '#lib/domain/price.ts';
import type { ContractLevel, SpotLevel, Tick } from '#lib/domain/tick.ts';
import type { RunningExchange } from '#server/simulator/kalshi/exchange.ts';
import type { ExchangeEvent, IndexPrint } from '#server/simulator/kalshi/exchange-event.ts';
import type { DepthLevel } from '#server/simulator/kalshi/market-shapes.ts';
import { summaryToMarket } from './summary-to-market.ts';

const SPOT_LEVELS = 25;

export interface VenueTicks {
  /** Everything new since the last call, with Kraken's mid at `spotUsd`. */
  collect(spotUsd: number, atMs: number): readonly Tick[];
  /** Contracts whose books are wanted from now on, with a fresh picture of each. */
  watch(tickers: readonly MarketTicker[]): void;
}

/** A plain book of one unit a dime around the mid. */
function spotBook(midUsd: number, atMs: number): Tick {
  const touch = Math.round(midUsd * 10);
  const side = (sign: 1 | -1): SpotLevel[] =>
    Array.from({ length: SPOT_LEVELS }, (_, level) => ({
      price: touch + sign * (1 + level),
      size: 100_000_000,
    }));
  return {
    kind: 'spot-book',
    type: 'snapshot',
    depth: SPOT_LEVELS,
    pricePrecision: 1,
    sizePrecision: 8,
    bids: side(-1),
    asks: side(1),
    checksum: null,
    venueAt: wallMs(atMs),
  };
}

function printTick(print: IndexPrint): Tick {
  return {
    kind: 'index-print',
    value: btcCents(Math.round(print.valueUsd * 100)),
    sourceAt: wallMs(print.sourceMs),
    trailingMeanCents: null,
    windowMeanCents: null,
    windowSize: null,
  };
}

function levelsOf(levels: readonly DepthLevel[], isAsk: boolean): readonly ContractLevel[] {
  return levels.map((level) => {
    const at = price(level.priceCentiCents);
    return { price: isAsk ? complement(at) : at, size: count(level.countCentiContracts) };
  });
}

/** Listens to `exchange`; only contracts of `series` exist for us. Books come whole: one sequence number each. */
export function createVenueTicks(exchange: RunningExchange, series: readonly Series[]): VenueTicks {
  const changed = new Set<string>();
  const touched = new Set<string>();
  let prints: IndexPrint[] = [];
  let watched: ReadonlySet<string> = new Set();
  let seq = 0;

  const isOurs = (ticker: string): boolean => series.some((each) => ticker.startsWith(`${each}-`));
  exchange.subscribe((event: ExchangeEvent) => {
    if (event.kind === 'index') prints.push(event.print);
    else if (event.kind === 'lifecycle' && isOurs(event.ticker)) changed.add(event.ticker);
    else if (event.kind === 'book_delta') touched.add(event.ticker);
  });
  for (const market of exchange.markets()) if (isOurs(market.ticker)) changed.add(market.ticker);

  const snapshot = (ticker: string, atMs: number): readonly Tick[] => {
    const depth = exchange.depth(ticker);
    if (depth === undefined) return [];
    seq += 1;
    return [
      {
        kind: 'contract-snapshot',
        ticker: marketTicker(ticker),
        sid: 1,
        seq,
        yesBids: levelsOf(depth.bids, false),
        noBids: levelsOf(depth.asks, true),
        venueAt: wallMs(atMs),
      },
    ];
  };

  const definition = (ticker: string, atMs: number): readonly Tick[] => {
    const summary = exchange.market(ticker);
    if (summary === undefined) return [];
    return [{ kind: 'market', market: summaryToMarket(summary, atMs) }];
  };

  return {
    collect: (spotUsd, atMs) => {
      const markets = [...changed].sort().flatMap((ticker) => definition(ticker, atMs));
      const wanted = [...touched].filter((ticker) => watched.has(ticker)).sort();
      const books = wanted.flatMap((ticker) => snapshot(ticker, atMs));
      const news = prints.map(printTick);
      changed.clear();
      touched.clear();
      prints = [];
      return [...markets, spotBook(spotUsd, atMs), ...books, ...news];
    },
    watch: (tickers) => {
      watched = new Set(tickers);
      for (const ticker of tickers) touched.add(ticker);
    },
  };
}
