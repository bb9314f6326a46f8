// How long a tick takes until every verdict it concerns stands. In: a world under full watch. Out: percentiles by tick kind.
import { assertCondition } from '#lib/check.ts';
import { BenchWorld } from './bench-world.ts';
import { Durations, type Percentiles } from './timing.ts';

const WARM_UP_S = 90;
const SECONDS = 150;
const SPOT_A_SECOND = 30;
const DELTAS_A_SECOND = 100;

export interface VerdictLatency {
  readonly markets: number;
  /** Every market re-priced and re-judged. */
  readonly indexPrint: Percentiles;
  /** One market re-judged. */
  readonly contractDelta: Percentiles;
  /** Book and features; five times a second every market is re-priced and re-judged as well. */
  readonly spotUpdate: Percentiles;
  readonly decisions: number;
}

/** Runs two and a half minutes of a busy market through the spine, one call at a time. */
export function verdictLatency(): VerdictLatency {
  const bench = new BenchWorld('verdict');
  bench.warmUp(WARM_UP_S);
  const prints = new Durations();
  const deltas = new Durations();
  const spots = new Durations();
  const stepMs = 1000 / SPOT_A_SECOND;
  for (let second = 0; second < SECONDS; second++) {
    for (let part = 0; part < SPOT_A_SECOND; part++) {
      // A fresh picture now and then keeps the made-up book from growing stale levels; it is not timed.
      if (part % 10 === 0) bench.tick(bench.spotBook('snapshot'));
      const spot = bench.spotBook('update');
      spots.time(() => bench.tick(spot));
      for (let each = 0; each < DELTAS_A_SECOND / SPOT_A_SECOND; each++) {
        const delta = bench.contractDelta();
        deltas.time(() => bench.tick(delta));
      }
      bench.pass(stepMs);
    }
    bench.step({ kind: 'status', status: { kind: 'alive', connection: 'kraken', roundTripMs: 9 } });
    bench.step({ kind: 'status', status: { kind: 'alive', connection: 'kalshi', roundTripMs: 9 } });
    const print = bench.indexPrint();
    prints.time(() => bench.tick(print));
    bench.step({ kind: 'timer', timer: 'second' });
  }
  const { world } = bench;
  const priced = [...world.fairs.values()].filter((held) => held.fair !== null).length;
  assertCondition(
    priced === bench.tickers.length && world.decisions.size === bench.tickers.length,
    `all ${bench.tickers.length} markets are priced and judged, not ${priced} and ${world.decisions.size}`,
  );
  return {
    markets: bench.tickers.length,
    indexPrint: prints.percentiles(),
    contractDelta: deltas.percentiles(),
    spotUpdate: spots.percentiles(),
    decisions: world.chain.count,
  };
}
