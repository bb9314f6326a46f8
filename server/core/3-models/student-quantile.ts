// The inverse of the table of Student's t: which score has this much below it. In: a row, a probability. Out: a score.
import { assertCondition } from '#lib/check.ts';
import { rowCdf, type TailRow } from './student-table.ts';

/** The table reaches no farther: beyond it the tail is rounding. */
const FARTHEST = 10_000;
/** Halvings of that reach: what is left is below 1e-9 of a standard deviation. */
const HALVINGS = 64;

/** z with rowCdf(row, z) = p, by bisection over the table that prices; p in 0 … 1, the ends held at ±10 000. */
export function rowQuantile(row: TailRow, p: number): number {
  if (!(p >= 0 && p <= 1)) assertCondition(false, `a probability lies in 0 … 1, got ${p}`);
  let [low, high] = [-FARTHEST, FARTHEST];
  for (let round = 0; round < HALVINGS; round++) {
    const middle = (low + high) / 2;
    if (rowCdf(row, middle) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
