// A venue at one step a second: hidden price, exact exchange, one maker. In: seconds. Out: ticks as the core takes them.
import { btcCents } from '#lib/domain/btc.ts';
import { count } from '#lib/domain/count.ts';
import { type MarketTicker, marketTicker } from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import type { Series } from '#lib/domain/market.ts';
import { complement, price } from '#lib/domain/price.ts';
import type { ContractLevel, SpotLevel, Tick } from '#lib/domain/tick.ts';
import { createPrintTape } from '#server/simulator/agents/index-view.ts';
import { createExchange, type RunningExchange } from '#server/simulator/kalshi/exchange.ts';
import type { DepthLevel, ExchangeEvent } from '#server/simulator/kalshi/exchange-api.ts';
import { createRng } from '#server/simulator/seeded/rng.ts';
import {
  type BtcPathOptions,
  type BtcPathState,
  pathUsd,
  startBtcPath,
  stepBtcPath,
} from '#server/simulator/world/btc-path.ts';
import { createMarketKeeper } from '#server/simulator/world/market-keeper.ts';
import { createOracleMaker } from './oracle-maker.ts';
import { oraclePrice } from './oracle-price.ts';
import { summaryToMarket } from './summary-to-market.ts';

const SPOT_LEVELS = 25;
/** Spot at Kraken stands this far under the index, USD. */
const BASIS_USD = 4;

export interface VenueOptions {
  readonly seed: string;
  readonly startMs: number;
  readonly path: BtcPathOptions;
  /** Which series exist for us. */
  readonly series: readonly Series[];
  /** KXBTCD strikes each side of the spot. */
  readonly strikesPerSide: number;
  /** The maker's lean at an instant, in deviations of the settlement mean: the known mispricing. */
  readonly lean: (atMs: number) => number;
}

export interface SimulatedVenue {
  readonly exchange: RunningExchange;
  nowMs(): number;
  /** Moves one second on; the ticks stand in the order a fast feed would bring them. */
  second(): readonly Tick[];
  /** Contracts whose books are wanted from now on, with a fresh picture of each. */
  watch(tickers: readonly MarketTicker[]): void;
}

/** A venue standing at `startMs` (a whole second), with the minute behind it that gives the first strike. */
export function createSimulatedVenue(options: VenueOptions): SimulatedVenue {
  const rng = createRng(options.seed);
  const pathRng = rng.fork('path');
  const ids = rng.fork('exchange');
  const exchange = createExchange({ entropy: { uuid: ids.uuid, random: ids.uniform } });
  let state: BtcPathState = startBtcPath(options.path, options.startMs - 120_000, pathRng);
  const nowMs = (): number => state.atMs;
  const width = { strikesPerSide: options.strikesPerSide, bucketsPerSide: 0 };
  const keeper = createMarketKeeper({ exchange, width, rng: rng.fork('keeper') });
  const maker = createOracleMaker(exchange, { nowMs });
  const tape = createPrintTape();
  const changed = new Set<string>();
  const touched = new Set<string>();
  let watched = new Set<string>();
  let seq = 0;

  const isOurs = (ticker: string): boolean =>
    options.series.some((series) => ticker.startsWith(`${series}-`));

  exchange.subscribe((event: ExchangeEvent) => {
    if (event.kind === 'lifecycle' && isOurs(event.ticker)) changed.add(event.ticker);
    else if (event.kind === 'book_delta') touched.add(event.ticker);
  });

  const requote = (): void => {
    for (const market of exchange.markets(['active'])) {
      if (!isOurs(market.ticker)) continue;
      const fair = oraclePrice(market, {
        options: options.path,
        state,
        known: tape.known(market.closeAtMs),
        lean: options.lean(state.atMs),
      });
      if (fair !== undefined) maker.quote(market, fair);
    }
  };

  const move = (): void => {
    state = stepBtcPath(options.path, state, { dtMs: 1_000, rng: pathRng });
    const indexUsd = Math.round(pathUsd(state) * 100) / 100;
    exchange.publishIndex(indexUsd, state.atMs, state.atMs);
    tape.add(state.atMs, indexUsd);
    exchange.advance(state.atMs);
    keeper.step(state.atMs, indexUsd);
    requote();
  };

  const snapshot = (ticker: string): Tick | null => {
    const depth = exchange.depth(ticker);
    if (depth === undefined) return null;
    seq += 1;
    const bids = (levels: readonly DepthLevel[], flip: boolean): ContractLevel[] =>
      levels.map((level) => {
        const at = price(level.priceCentiCents);
        return { price: flip ? complement(at) : at, size: count(level.countCentiContracts) };
      });
    return {
      kind: 'contract-snapshot',
      ticker: marketTicker(ticker),
      sid: 1,
      seq,
      yesBids: bids(depth.bids, false),
      noBids: bids(depth.asks, true),
      venueAt: wallMs(state.atMs),
    };
  };

  const books = (): readonly Tick[] => {
    const wanted = [...touched].filter((ticker) => watched.has(ticker)).sort();
    touched.clear();
    return wanted.flatMap((ticker) => snapshot(ticker) ?? []);
  };

  const definitions = (): readonly Tick[] => {
    const tickers = [...changed].sort();
    changed.clear();
    return tickers.flatMap((ticker): Tick[] => {
      const summary = exchange.market(ticker);
      return summary === undefined
        ? []
        : [{ kind: 'market', market: summaryToMarket(summary, state.atMs) }];
    });
  };

  while (state.atMs < options.startMs) move();

  return {
    exchange,
    nowMs,
    second: () => {
      move();
      const indexUsd = Math.round(pathUsd(state) * 100);
      return [
        ...definitions(),
        spotBook(pathUsd(state) - BASIS_USD, state.atMs),
        ...books(),
        {
          kind: 'index-print',
          value: btcCents(indexUsd),
          sourceAt: wallMs(state.atMs),
          trailingMeanCents: null,
          windowMeanCents: null,
          windowSize: null,
        },
      ];
    },
    watch: (tickers) => {
      watched = new Set(tickers);
      for (const ticker of tickers) touched.add(ticker);
    },
  };
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
