// Rows of how the system itself is: feeds, latencies, the machine and its rate buckets. Plain JSON; durations ms.
import type { FreshnessKey } from '../domain/freshness.ts';

/** key = freshness key: one row a feed. The browser derives the age from `lastAt` and the shared table. */
export interface FeedRow {
  readonly key: FreshnessKey;
  readonly label: string;
  readonly state: 'live' | 'waiting' | 'broken' | 'down';
  readonly detail: string;
  readonly lastAt: number | null;
  readonly messages: number;
  readonly faults: number;
}

/** key = id of a measured stage (lib/domain/latency.ts): durations since the engine started, ms. */
export interface LatencyRow {
  readonly count: number;
  /** Upper edges of the buckets that hold them; null while nothing was measured. */
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  readonly p99Ms: number | null;
  readonly maxMs: number | null;
  /** Buckets that hold something, by their upper edges; null = longer than the last edge. */
  readonly buckets: readonly { readonly upToMs: number | null; readonly count: number }[];
}

/** key "engine": the machine under it, looked at once a second. */
export interface MachineRow {
  /** Worst delay of the event loop within that second. */
  readonly loopDelayMs: number;
  /** Null when the file system does not say. */
  readonly freeDiskBytes: number | null;
  /** Memory of the engine's process; null when it was not told. */
  readonly rssBytes: number | null;
  readonly storeHealthy: boolean;
  readonly watchdogAlive: boolean;
  /** Our own copy of what order entry may still send; empty where the venue has no such limits. */
  readonly rateBuckets: readonly RateBucketRow[];
}

export interface RateBucketRow {
  readonly name: string;
  /** Tokens now, and when full. */
  readonly tokens: number;
  readonly capacity: number;
  readonly refillPerSecond: number;
}
