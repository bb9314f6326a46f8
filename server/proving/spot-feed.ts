// The spot venue as the engine's port sees it, without a wire. In: a price. Out: one book and one trade every other second.
import { wallMs } from '#lib/domain/instant.ts';
import type { FeedSink, MarketFeed } from '#server/ports/market-feed.ts';
import type { ProcessLife } from './process-life.ts';
import type { VirtualTime } from './virtual-time.ts';

/** Seldom, because every print makes the core price anew; well within the freshness of a healthy feed. */
const EVERY_MS = 2_000;
const DIME = 10;

/** Live from its first second on; its own faults are those of the market data, which are proved elsewhere. */
export function createSpotFeed(
  time: VirtualTime,
  life: ProcessLife,
  spotUsd: () => number,
): MarketFeed {
  let trades = 0;
  let stop = (): void => undefined;
  const second = (sink: FeedSink): void => {
    const venueAt = wallMs(time.nowMs());
    const bid = Math.round((spotUsd() - 0.5) * DIME);
    const size = 100_000_000;
    trades += 1;
    sink.status({ kind: 'alive', connection: 'kraken', roundTripMs: 10 });
    sink.tick({
      ...{ kind: 'spot-book', type: 'snapshot', depth: 10, pricePrecision: 1, sizePrecision: 8 },
      ...{ bids: [{ price: bid, size }], asks: [{ price: bid + DIME, size }] },
      ...{ checksum: null, venueAt },
    });
    const trade = { id: trades, priceUsd: spotUsd(), sizeBtc: 0.1, takerSide: 'buy', venueAt };
    sink.tick({
      kind: 'spot-trade',
      venue: 'kraken',
      trades: [{ ...trade, takerSide: 'buy' }],
    });
  };
  return {
    start(sink) {
      sink.status({ kind: 'connected', connection: 'kraken' });
      sink.tick({ kind: 'spot-status', system: 'online', pair: 'online' });
      for (const feed of ['kraken-book', 'kraken-trade'] as const)
        sink.status({ kind: 'subscribed', connection: 'kraken', feed });
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
