// Realised variance over hours without keeping their seconds. In: squared returns a second. Out: means over whole hours.
// Source: models B1 and B3.4 (4 h and 24 h of the HAR cascade); prefix sums kept once a minute, so a window is its whole
// minutes and the running one. Unit: variance of ln price per second. Missing until half of the window is covered.

/** Minutes kept, a power of two above a day. */
const KEPT = 2_048;

/** Squares of one second, per second of return: over the 5 s grid and over 1 s. */
export interface SecondSquares {
  readonly grid: number;
  readonly fine: number;
}

interface Totals {
  grid: number;
  fine: number;
  count: number;
}

export interface LongVariance {
  readonly grid: Float64Array;
  readonly fine: Float64Array;
  readonly counts: Float64Array;
  readonly totals: Totals;
  /** The running minute of Unix time and the first one ever; null before the first second. */
  minute: number | null;
  first: number;
}

/** No seconds yet. */
export function createLongVariance(): LongVariance {
  return {
    grid: new Float64Array(KEPT),
    fine: new Float64Array(KEPT),
    counts: new Float64Array(KEPT),
    totals: { grid: 0, fine: 0, count: 0 },
    minute: null,
    first: 0,
  };
}

/** One second of Unix time; null is a gap. Seconds come in order and may leave holes. */
export function sampleLong(
  state: LongVariance,
  second: number,
  squares: SecondSquares | null,
): void {
  const minute = Math.floor(second / 60);
  if (state.minute === null) {
    state.minute = minute;
    state.first = minute;
  }
  for (let each = Math.max(state.minute, minute - KEPT); each < minute; each++)
    closeMinute(state, each);
  state.minute = minute;
  if (squares === null) return;
  state.totals.grid += squares.grid;
  state.totals.fine += squares.fine;
  state.totals.count++;
}

function closeMinute(state: LongVariance, minute: number): void {
  const slot = minute & (KEPT - 1);
  state.grid[slot] = state.totals.grid;
  state.fine[slot] = state.totals.fine;
  state.counts[slot] = state.totals.count;
}

/** Mean squares over the last `minutes` and the running one; null before half of them are known or if nothing moved. */
export function longSquares(state: LongVariance, minutes: number): SecondSquares | null {
  if (state.minute === null) return null;
  const before = state.minute - minutes - 1;
  const slot = before & (KEPT - 1);
  const known = before >= state.first;
  const count = state.totals.count - (known ? (state.counts[slot] ?? 0) : 0);
  const grid = state.totals.grid - (known ? (state.grid[slot] ?? 0) : 0);
  const fine = state.totals.fine - (known ? (state.fine[slot] ?? 0) : 0);
  if (count < minutes * 30 || grid <= 0) return null;
  return { grid: grid / count, fine: fine / count };
}
