// ADWIN: has the mean of a stream changed? In: values in 0 … 1. Out: the change, when there is one.
// Source: Bifet & Gavaldà, Learning from Time-Changing Data with Adaptive Windowing (SDM 2007), ADWIN2; models §C6.
// The window is an exponential histogram: at most 5 buckets of each size 1, 2, 4, …, so O(log n) memory and time.
import { assertCondition } from '#lib/check.ts';

/**
 * Chance, at most, that one step of a stationary stream reports a change. The bound is wide (simulated: 0 in 900,000
 * steps), and the price is patience: an sd of ln(RV ÷ h) that doubles is found after about 110 windows, one that grows by
 * half after about 650.
 */
export const ADWIN_DELTA = 0.002;
const BUCKETS_PER_LEVEL = 5;
/** Either side of a cut holds at least this many values. */
const LEAST_SIDE = 5;
/** Values below which nothing can be said. */
export const ADWIN_LEAST = 2 * LEAST_SIDE;

/** Buckets of 2^level values each, oldest first. */
export interface AdwinLevel {
  readonly means: number[];
  /** Σ (x − mean)² within each bucket. */
  readonly squares: number[];
}

/** Plain data; level k holds buckets of 2^k values and is older than every level below it. */
export interface Adwin {
  readonly levels: AdwinLevel[];
}

/** Means on both sides of the cut. */
export interface AdwinChange {
  readonly before: number;
  readonly after: number;
}

interface Bucket {
  readonly size: number;
  readonly mean: number;
  readonly squares: number;
}

/** Maps a loss in 0 … ∞ to 0 … 1 by x ÷ (x + scale): the test needs a bounded stream, and a heavy tail cannot carry it. */
export function boundedLoss(loss: number, scale: number): number {
  if (!(loss >= 0 && scale > 0)) assertCondition(false, `a loss of ${loss} on a scale of ${scale}`);
  return loss / (loss + scale);
}

/** The loss that `boundedLoss` maps to `bounded`. */
export function unboundedLoss(bounded: number, scale: number): number {
  return (scale * bounded) / (1 - bounded);
}

/** An empty window. */
export function createAdwin(): Adwin {
  return { levels: [] };
}

/** Every bucket, oldest first. */
function bucketsOf(adwin: Adwin): Bucket[] {
  const buckets: Bucket[] = [];
  for (let level = adwin.levels.length - 1; level >= 0; level--) {
    const { means, squares } = adwin.levels[level] ?? { means: [], squares: [] };
    for (const [i, mean] of means.entries())
      buckets.push({ size: 2 ** level, mean, squares: squares[i] ?? 0 });
  }
  return buckets;
}

/** One bucket out of two: Σ of squares about the common mean (Chan's update). */
function joined(left: Bucket, right: Bucket): Bucket {
  const size = left.size + right.size;
  const gap = right.mean - left.mean;
  return {
    size,
    mean: left.mean + (gap * right.size) / size,
    squares: left.squares + right.squares + (gap * gap * left.size * right.size) / size,
  };
}

const EMPTY: Bucket = { size: 0, mean: 0, squares: 0 };

/** Everything in the window as one bucket: its size, mean and Σ of squares about the mean. */
export function adwinWindow(adwin: Adwin): Bucket {
  return bucketsOf(adwin).reduce((all, each) => (all.size === 0 ? each : joined(all, each)), EMPTY);
}

function levelAt(adwin: Adwin, level: number): AdwinLevel {
  const held = adwin.levels[level];
  if (held !== undefined) return held;
  const created: AdwinLevel = { means: [], squares: [] };
  adwin.levels[level] = created;
  return created;
}

function insert(adwin: Adwin, value: number): void {
  let carried: Bucket = { size: 1, mean: value, squares: 0 };
  for (let level = 0; ; level++) {
    const { means, squares } = levelAt(adwin, level);
    means.push(carried.mean);
    squares.push(carried.squares);
    if (means.length <= BUCKETS_PER_LEVEL) return;
    const first = { size: carried.size, mean: means.shift() ?? 0, squares: squares.shift() ?? 0 };
    const second = { size: carried.size, mean: means.shift() ?? 0, squares: squares.shift() ?? 0 };
    carried = joined(first, second);
  }
}

function dropOldest(adwin: Adwin): void {
  const oldest = adwin.levels[adwin.levels.length - 1];
  oldest?.means.shift();
  oldest?.squares.shift();
  while (adwin.levels.length > 0 && adwin.levels[adwin.levels.length - 1]?.means.length === 0)
    adwin.levels.pop();
}

/**
 * How far two means of n₀ and n₁ values may differ by chance:
 * ε = √(2/m · σ² · ln(2/δ′)) + 2/(3m) · ln(2/δ′), 1/m = 1/n₀ + 1/n₁, δ′ = δ / ln(n₀ + n₁), σ² of the whole window.
 */
export function adwinBound(older: number, newer: number, variance: number): number {
  const inverse = 1 / older + 1 / newer;
  const evidence = Math.log((2 * Math.log(older + newer)) / ADWIN_DELTA);
  return Math.sqrt(2 * inverse * variance * evidence) + (2 / 3) * inverse * evidence;
}

/** The first cut, oldest first, whose sides differ by more than chance allows; null when there is none. */
function findCut(adwin: Adwin): AdwinChange | null {
  const buckets = bucketsOf(adwin);
  const all = adwinWindow(adwin);
  const variance = all.size === 0 ? 0 : all.squares / all.size;
  let older = EMPTY;
  for (const each of buckets) {
    older = older.size === 0 ? each : joined(older, each);
    const newer = all.size - older.size;
    if (newer < LEAST_SIDE) return null;
    if (older.size < LEAST_SIDE) continue;
    const after = (all.size * all.mean - older.size * older.mean) / newer;
    if (Math.abs(older.mean - after) >= adwinBound(older.size, newer, variance))
      return { before: older.mean, after };
  }
  return null;
}

/** Adds one value in 0 … 1 and drops what came before a change, if one is found: the change, or null. */
export function observeAdwin(adwin: Adwin, value: number): AdwinChange | null {
  if (!(value >= 0 && value <= 1))
    assertCondition(false, `ADWIN takes values in 0 … 1, got ${value}`);
  insert(adwin, value);
  const change = findCut(adwin);
  for (let cut = change; cut !== null; cut = findCut(adwin)) dropOldest(adwin);
  return change;
}
