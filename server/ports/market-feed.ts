// Port: a stream of market data. Implementations own sockets, sessions and reconnects; they never guess.
import type { FeedStatus, Resync } from '#lib/domain/feed.ts';
import type { MarketTicker } from '#lib/domain/ids.ts';
import type { Report } from '#lib/domain/report.ts';
import type { Tick } from '#lib/domain/tick.ts';

/** Where a feed delivers. Calls are synchronous and must return quickly. */
export interface FeedSink {
  tick(tick: Tick): void;
  report(report: Report): void;
  status(status: FeedStatus): void;
}

export interface MarketFeed {
  /** Connects and keeps connected until `stop`. */
  start(sink: FeedSink): void;
  stop(): Promise<void>;
  /** Asks for a fresh snapshot of what is no longer trusted. */
  resync(resync: Resync): void;
  /** Sets the contracts whose books and trades are wanted (Kalshi only; ignored elsewhere). */
  watch(tickers: readonly MarketTicker[]): void;
}
