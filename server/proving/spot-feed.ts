// The spot venue as the engine's port sees it, without a wire. In: a price. Out: one book and one trade every other second.
import { wallMs } from '#lib/domain/instant.ts';
import type { FeedSink, MarketFeed } from '#server/ports/market-feed.ts';
import type { ProcessLife } from './process-life.ts';
import { spotBook, spotTrade } from './spot-ticks.ts';

/** Seldom, because every print makes the core price anew; well within the freshness of a healthy feed. */
const EVERY_MS = 2_000;
/** Above the ids of the minute before. */
const FIRST_TRADE = 1_000;

/** Live from its first second on; the faults of market data are proved elsewhere. */
export function createSpotFeed(life: ProcessLife, spotUsd: () => number): MarketFeed {
  let trades = FIRST_TRADE;
  let stop = (): void => undefined;
  const second = (sink: FeedSink): void => {
    const venueAt = wallMs(life.clock.wall());
    trades += 1;
    sink.status({ kind: 'alive', connection: 'kraken', roundTripMs: 10 });
    sink.tick(spotBook(spotUsd(), venueAt));
    sink.tick(spotTrade(trades, spotUsd(), venueAt));
  };
  return {
    start(sink) {
      second(sink);
      stop = life.timers.every(EVERY_MS, () => second(sink));
    },
    stop() {
      stop();
      return Promise.resolve();
    },
    resync: () => undefined,
    watch: () => undefined,
  };
}
