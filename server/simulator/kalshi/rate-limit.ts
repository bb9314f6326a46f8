// Token buckets: Read and Write per account, and one more Write bucket per shard. In: costs and times. Out: yes or no.
// Source: kalshi-api §1.4.
import type { Account } from './venue.ts';

interface Tier {
  readonly read: number;
  readonly write: number;
  readonly readSeconds: number;
  readonly writeSeconds: number;
}

/** Refill per second and the seconds of refill a bucket holds. */
const TIERS: Readonly<Record<Account['usageTier'], Tier>> = {
  basic: { read: 200, write: 100, readSeconds: 3, writeSeconds: 1 },
  advanced: { read: 300, write: 300, readSeconds: 3, writeSeconds: 3 },
  expert: { read: 600, write: 600, readSeconds: 1, writeSeconds: 3 },
  premier: { read: 1_200, write: 1_200, readSeconds: 1, writeSeconds: 3 },
  paragon: { read: 2_400, write: 2_400, readSeconds: 1, writeSeconds: 3 },
  prime: { read: 4_800, write: 4_800, readSeconds: 1, writeSeconds: 3 },
  prestige: { read: 12_000, write: 9_600, readSeconds: 1, writeSeconds: 3 },
};

export interface BucketSize {
  readonly refill_rate: number;
  readonly bucket_capacity: number;
}

/** The two bucket sizes of an account, as `GET /account/limits` states them. */
export function limitsOf(account: Account): {
  readonly read: BucketSize;
  readonly write: BucketSize;
} {
  const tier = TIERS[account.usageTier];
  return {
    read: { refill_rate: tier.read, bucket_capacity: tier.read * tier.readSeconds },
    write: { refill_rate: tier.write, bucket_capacity: tier.write * tier.writeSeconds },
  };
}

interface Bucket {
  tokens: number;
  atMs: number;
}

/** What a request draws on: `read`, or `write` on a shard (0: the unscoped bucket) or on every shard. */
export type Draw =
  | { readonly bucket: 'read'; readonly cost: number }
  | { readonly bucket: 'write'; readonly cost: number; readonly shard: number | 'every' };

const SHARDS = [0, 1, 2, 3];

export class RateLimiter {
  readonly #buckets = new Map<string, Bucket>();

  /** Takes the cost from every bucket it concerns, or from none. */
  take(account: Account, draw: Draw, nowMs: number): boolean {
    const limits = limitsOf(account);
    const size = draw.bucket === 'read' ? limits.read : limits.write;
    const buckets = this.#namesOf(draw).map((name) =>
      this.#refilled(`${account.id}:${name}`, size, nowMs),
    );
    if (buckets.some((bucket) => bucket.tokens < draw.cost)) return false;
    for (const bucket of buckets) bucket.tokens -= draw.cost;
    return true;
  }

  #namesOf(draw: Draw): readonly string[] {
    if (draw.bucket === 'read') return ['read'];
    const shards = draw.shard === 'every' ? SHARDS : [draw.shard];
    return shards.map((shard) => `write:${shard}`);
  }

  #refilled(key: string, size: BucketSize, nowMs: number): Bucket {
    let bucket = this.#buckets.get(key);
    if (bucket === undefined) {
      bucket = { tokens: size.bucket_capacity, atMs: nowMs };
      this.#buckets.set(key, bucket);
    }
    const gained = (Math.max(0, nowMs - bucket.atMs) / 1_000) * size.refill_rate;
    bucket.tokens = Math.min(size.bucket_capacity, bucket.tokens + gained);
    bucket.atMs = Math.max(bucket.atMs, nowMs);
    return bucket;
  }
}
