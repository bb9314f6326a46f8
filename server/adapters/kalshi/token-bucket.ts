// Local copies of the venue's rate buckets, pure: a charge and the time come in, a verdict and new buckets go out.

/** Tokens of one bucket. Times are monotonic milliseconds. */
export interface TokenBucket {
  readonly capacity: number;
  readonly refillPerSecond: number;
  readonly tokens: number;
  readonly atMs: number;
}

/** Everything one account may spend (kalshi-api §1.4). Shard buckets are as large as the unscoped Write bucket. */
export interface Budget {
  readonly read: TokenBucket;
  readonly write: TokenBucket;
  readonly shards: ReadonlyMap<number, TokenBucket>;
}

/** One request's price. `urgent` (cancels, group triggers) may also use the reserve. */
export interface Charge {
  readonly bucket: 'read' | 'write';
  /** Explicit exchange_index of a single order call; null for anything unscoped. */
  readonly shard: number | null;
  readonly cost: number;
  readonly urgent: boolean;
}

/** The answer to a charge; when refused, `waitMs` is when it would pass (Infinity: never). */
export interface Spent {
  readonly granted: boolean;
  readonly budget: Budget;
  readonly waitMs: number;
}

export interface BucketLimits {
  readonly capacity: number;
  readonly refillPerSecond: number;
}

/** Share of a Write bucket that only cancels and group triggers may touch. */
export const CANCEL_RESERVE = 0.2;

function full(limits: BucketLimits, nowMs: number): TokenBucket {
  return { ...limits, tokens: limits.capacity, atMs: nowMs };
}

/** A full budget; used at start with the Basic tier and again when the account's own limits are read. */
export function openBudget(read: BucketLimits, write: BucketLimits, nowMs: number): Budget {
  return { read: full(read, nowMs), write: full(write, nowMs), shards: new Map() };
}

/** Tokens after the time since the last change; a clock that steps back refills nothing. */
export function refill(bucket: TokenBucket, nowMs: number): TokenBucket {
  const seconds = Math.max(0, nowMs - bucket.atMs) / 1000;
  const tokens = Math.min(bucket.capacity, bucket.tokens + seconds * bucket.refillPerSecond);
  return { ...bucket, tokens, atMs: Math.max(bucket.atMs, nowMs) };
}

/** Every bucket as it stands at `nowMs`, by name; shards that were never charged are as full as the Write bucket. */
export function bucketsAt(
  { read, write, shards }: Budget,
  nowMs: number,
): ReadonlyMap<string, TokenBucket> {
  const named: readonly (readonly [string, TokenBucket])[] = [
    ['read', read],
    ['write', write],
    ...[...shards].map(([shard, bucket]) => [`write, shard ${shard}`, bucket] as const),
  ];
  return new Map(named.map(([name, bucket]) => [name, refill(bucket, nowMs)]));
}

function pick(budget: Budget, charge: Charge, nowMs: number): TokenBucket {
  if (charge.bucket === 'read') return refill(budget.read, nowMs);
  if (charge.shard === null || charge.shard === 0) return refill(budget.write, nowMs);
  const { capacity, refillPerSecond } = budget.write;
  return refill(
    budget.shards.get(charge.shard) ?? full({ capacity, refillPerSecond }, nowMs),
    nowMs,
  );
}

function put(budget: Budget, charge: Charge, bucket: TokenBucket): Budget {
  if (charge.bucket === 'read') return { ...budget, read: bucket };
  if (charge.shard === null || charge.shard === 0) return { ...budget, write: bucket };
  return { ...budget, shards: new Map(budget.shards).set(charge.shard, bucket) };
}

/** Takes the cost when it fits above the floor (the cancel reserve for writes that are not urgent). */
export function spend(budget: Budget, charge: Charge, nowMs: number): Spent {
  const bucket = pick(budget, charge, nowMs);
  const floor = charge.bucket === 'write' && !charge.urgent ? bucket.capacity * CANCEL_RESERVE : 0;
  const missing = charge.cost + floor - bucket.tokens;
  if (missing <= 0)
    return {
      granted: true,
      budget: put(budget, charge, { ...bucket, tokens: bucket.tokens - charge.cost }),
      waitMs: 0,
    };
  const possible = charge.cost + floor <= bucket.capacity && bucket.refillPerSecond > 0;
  const waitMs = possible ? Math.ceil((missing / bucket.refillPerSecond) * 1000) : Infinity;
  return { granted: false, budget: put(budget, charge, bucket), waitMs };
}

/** Tokens gone from the bucket that `charge` draws on. */
export function spentOf(budget: Budget, charge: Charge, nowMs: number): number {
  const { capacity, tokens } = pick(budget, charge, nowMs);
  return capacity - tokens;
}

/** After a 429 the venue's bucket is empty whatever ours says. */
export function drain(budget: Budget, charge: Charge, nowMs: number): Budget {
  return put(budget, charge, { ...pick(budget, charge, nowMs), tokens: 0 });
}
