// The ONE table of age budgets. The gate refuses and the screen greys by the same numbers.
import type { FeedName } from './feed.ts';

/** Age in ms past which a value is stale. Sources: kraken-api §4, kalshi-api §5, models §D3. */
export const FRESHNESS_MS = {
  /** Any Kraken frame (heartbeat is 1 Hz, worst healthy gap 1.12 s). */
  'kraken-connection': 3_000,
  /** Any Kalshi frame, its 10 s ping included. */
  'kalshi-connection': 15_000,
  /** Kraken book: quiet but healthy gaps reach 5 s. */
  'kraken-book': 6_000,
  'kraken-trade': 60_000,
  /** A Kalshi book is kept by deltas; silence is judged on its connection, not on the book. */
  'kalshi-book': 15_000,
  'kalshi-orders': 15_000,
  /** BRTI at 1 Hz. */
  index: 1_500,
  /** Forecast at 1 Hz. */
  forecast: 3_000,
  /** The engine's own snapshot as seen by gateway and browser. */
  engine: 2_000,
} as const satisfies Record<
  FeedName | 'kraken-connection' | 'kalshi-connection' | 'forecast' | 'engine',
  number
>;

export type FreshnessKey = keyof typeof FRESHNESS_MS;

/** fresh: within budget · stale: past it · missing: never seen. Missing is not zero. */
export type Freshness = 'fresh' | 'stale' | 'missing';

/** Judges an age in ms; null = never seen. */
export function freshnessOf(key: FreshnessKey, ageMs: number | null): Freshness {
  if (ageMs === null) return 'missing';
  return ageMs <= FRESHNESS_MS[key] ? 'fresh' : 'stale';
}
