// What the features cost by themselves. In: a busy made-up minute. Out: percentiles of one update by kind of event.
import { assertCondition } from '#lib/check.ts';
import { wallMs } from '#lib/domain/instant.ts';
import type { Tick } from '#lib/domain/tick.ts';
import { tickToMarket } from '#server/core/1-ingest/tick-to-market.ts';
import { marketToFeatures } from '#server/core/2-features/market-to-features.ts';
import { observe } from '#server/core/2-features/observe.ts';
import { BenchWorld } from './bench-world.ts';
import { Durations, type Percentiles } from './timing.ts';

const WARM_UP_S = 90;
const SECONDS = 120;
const PARTS = 30;

export interface FeatureCost {
  /** A spot book update: ten levels a side into order flow, the mid. */
  readonly spot: Percentiles;
  /** A change of one contract's book: its row anew. The book's sorted depth, which ingest keeps, is made before. */
  readonly contract: Percentiles;
  /** Once a second: every window closed, the market's row, the rows of all contracts. */
  readonly second: Percentiles;
}

/** Times only `observe` and the row; what ingest does before them is not in it. */
export function featureCost(): FeatureCost {
  const bench = new BenchWorld('features');
  bench.warmUp(WARM_UP_S);
  const { market, features } = bench.world;
  const spots = new Durations();
  const contracts = new Durations();
  const rows = new Durations();
  const timed = (tick: Tick, durations: Durations): void => {
    const change = tickToMarket(market, tick, wallMs(bench.at));
    assertCondition(change.accepted, 'a benchmark tick is accepted');
    for (const ticker of change.tickers)
      assertCondition(market.contracts.get(ticker)?.depth !== undefined, 'the contract has depth');
    durations.time(() => observe(features, market, { change, at: bench.at }));
  };
  for (let second = 0; second < SECONDS; second++) {
    for (let part = 0; part < PARTS; part++) {
      bench.pass(1000 / PARTS);
      timed(bench.spotBook('snapshot'), spots);
      timed(bench.contractDelta(), contracts);
    }
    rows.time(() => marketToFeatures(features, market, wallMs(bench.at)));
  }
  return {
    spot: spots.percentiles(),
    contract: contracts.percentiles(),
    second: rows.percentiles(),
  };
}
