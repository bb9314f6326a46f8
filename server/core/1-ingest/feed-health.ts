// Health per feed and per connection. In: messages, faults, state changes. Out: the figures the gate and screen judge.
import { FEEDS, type FeedName, type VenueConnection } from '#lib/domain/feed.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import type { FeedView } from '#lib/domain/market-view.ts';

export type HealthKey = FeedName | 'kraken-connection' | 'kalshi-connection';

/** A FeedView that its owner may change. */
export type FeedHealth = { -readonly [Field in keyof FeedView]: FeedView[Field] };

/** Which feeds die with which connection. */
export const FEEDS_OF: Readonly<Record<VenueConnection, readonly FeedName[]>> = {
  kraken: ['kraken-book', 'kraken-trade'],
  kalshi: ['kalshi-book', 'kalshi-orders', 'index'],
};

/** Every feed waits for its first message. */
export function createFeedHealth(): Map<HealthKey, FeedHealth> {
  const keys: readonly HealthKey[] = [...FEEDS, 'kraken-connection', 'kalshi-connection'];
  return new Map(
    keys.map((key) => [
      key,
      { state: 'down', detail: 'not connected yet', lastAt: null, messages: 0, faults: 0 },
    ]),
  );
}

/** One good message: the feed is live from now. */
export function feedMessage(health: FeedHealth, at: WallMs): void {
  health.lastAt = at;
  health.messages++;
  if (health.state === 'live') return;
  health.state = 'live';
  health.detail = '';
}

/** A message arrived, but the feed's data cannot be used yet or any more. */
export function feedFault(health: FeedHealth, at: WallMs, detail: string): void {
  health.lastAt = at;
  health.messages++;
  health.faults++;
  health.state = 'broken';
  health.detail = detail;
}

/** A state change without a message. */
export function feedState(health: FeedHealth, state: FeedView['state'], detail: string): void {
  health.state = state;
  health.detail = detail;
}
