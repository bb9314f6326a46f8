// Durations in fixed buckets, spaced evenly in the logarithm. In: milliseconds. Out: counts and percentiles; memory is bounded.

/** Upper edge of the first bucket, ms: ten microseconds. */
const FIRST_MS = 0.01;
const PER_DECADE = 10;
/** Ten microseconds to a hundred seconds; what is longer shares one more bucket. */
const DECADES = 7;
const EDGES: readonly number[] = Array.from(
  { length: DECADES * PER_DECADE + 1 },
  (_, i) => FIRST_MS * 10 ** (i / PER_DECADE),
);

export interface Bucket {
  /** Upper edge, ms; null = longer than the last edge. */
  readonly upToMs: number | null;
  readonly count: number;
}

export interface Histogram {
  /** A duration, ms. Negative or not finite ones are no durations and are not counted. */
  note(ms: number): void;
  count(): number;
  /** Largest duration seen, ms; null while there is none. */
  maxMs(): number | null;
  /** Upper edge of the bucket that holds the quantile `q` (0 … 1), never above the largest seen; null while empty. */
  percentileMs(q: number): number | null;
  /** Buckets that hold something, shortest first. */
  buckets(): readonly Bucket[];
}

/** Index of the first edge that is not below `ms`; `EDGES.length` beyond the last. */
function placeOf(ms: number): number {
  const guess = Math.ceil(Math.log10(ms / FIRST_MS) * PER_DECADE);
  let place = Math.min(Math.max(guess, 0), EDGES.length);
  // The logarithm may be off by a rounding: the edges decide.
  while (place > 0 && ms <= (EDGES[place - 1] ?? Infinity)) place -= 1;
  while (place < EDGES.length && ms > (EDGES[place] ?? Infinity)) place += 1;
  return place;
}

/** An empty histogram. */
export function createHistogram(): Histogram {
  const counts = new Float64Array(EDGES.length + 1);
  let total = 0;
  let max: number | null = null;
  return {
    note(ms) {
      if (!(ms >= 0 && Number.isFinite(ms))) return;
      const place = ms === 0 ? 0 : placeOf(ms);
      counts[place] = (counts[place] ?? 0) + 1;
      total += 1;
      if (max === null || ms > max) max = ms;
    },
    count: () => total,
    maxMs: () => max,
    percentileMs(q) {
      if (max === null) return null;
      const rank = Math.max(1, Math.ceil(q * total));
      let seen = 0;
      for (const [place, count] of counts.entries()) {
        seen += count;
        if (seen >= rank) return Math.min(EDGES[place] ?? max, max);
      }
      return max;
    },
    buckets: () =>
      [...counts].flatMap((count, place) =>
        count === 0 ? [] : [{ upToMs: EDGES[place] ?? null, count }],
      ),
  };
}
