// The one record in which wirings differ: where data comes from, where orders go, what keeps time.
import type { Clock } from '#server/ports/clock.ts';
import type { Entropy } from '#server/ports/entropy.ts';
import type { Journal } from '#server/ports/journal.ts';
import type { LedgerStore } from '#server/ports/ledger-store.ts';
import type { MarketFeed } from '#server/ports/market-feed.ts';
import type { MinuteHistory } from '#server/ports/minute-history.ts';
import type { ModelRunner } from '#server/ports/model-runner.ts';
import type { Timers } from '#server/ports/timers.ts';
import type { VenueOrders } from '#server/ports/venue-orders.ts';

export interface Parts {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly entropy: Entropy;
  readonly kraken: MarketFeed;
  readonly kalshi: MarketFeed;
  readonly history: MinuteHistory;
  readonly orders: VenueOrders;
  readonly models: ModelRunner;
  readonly store: LedgerStore;
  readonly journal: Journal;
}
