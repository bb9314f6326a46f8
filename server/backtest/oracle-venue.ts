// A venue whose only maker knows the truth and leans from it as told. In: seed, lean. Out: a venue of known mispricing.
import type { Series } from '#lib/domain/market.ts';
import { createPrintTape } from '#server/simulator/agents/index-view.ts';
import { createExchange } from '#server/simulator/kalshi/exchange.ts';
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
import type { SimulatedVenue } from './simulated-venue.ts';
import { createVenueTicks } from './venue-ticks.ts';

/** Spot at Kraken stands this far under the index, USD. */
const BASIS_USD = 4;
/** The minute behind the start gives the first strike. */
const BACKFILL_MS = 120_000;

export interface OracleVenueOptions {
  readonly seed: string;
  readonly startMs: number;
  readonly path: BtcPathOptions;
  readonly series: readonly Series[];
  /** KXBTCD strikes each side of the spot. */
  readonly strikesPerSide: number;
  /** The maker's lean at an instant, in deviations of the settlement mean: the known mispricing. */
  readonly lean: (atMs: number) => number;
}

/** A venue standing at `startMs`, a whole second. */
export function createOracleVenue(options: OracleVenueOptions): SimulatedVenue {
  const rng = createRng(options.seed);
  const pathRng = rng.fork('path');
  const ids = rng.fork('exchange');
  const exchange = createExchange({ entropy: { uuid: ids.uuid, random: ids.uniform } });
  let state: BtcPathState = startBtcPath(options.path, options.startMs - BACKFILL_MS, pathRng);
  const nowMs = (): number => state.atMs;
  const width = { strikesPerSide: options.strikesPerSide, bucketsPerSide: 0 };
  const keeper = createMarketKeeper({ exchange, width, rng: rng.fork('keeper') });
  const maker = createOracleMaker(exchange, { nowMs });
  const tape = createPrintTape();
  const ticks = createVenueTicks(exchange, options.series);

  const requote = (): void => {
    for (const market of exchange.markets(['active'])) {
      if (!options.series.some((series) => market.seriesTicker === series)) continue;
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

  while (state.atMs < options.startMs) move();

  return {
    exchange,
    nowMs,
    second: () => {
      move();
      return ticks.collect(pathUsd(state) - BASIS_USD, state.atMs);
    },
    watch: ticks.watch,
  };
}
