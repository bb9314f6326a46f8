// Where the lines between the desk's columns may stand. In: lines, 1e-4 of the width from the left. Out: lines, none too close.

/** A line that can be moved, in the order from the left. */
export interface ColumnLine {
  readonly id: string;
  /** What stands on its two sides. */
  readonly name: string;
}

export const COLUMN_LINES: readonly ColumnLine[] = [
  { id: 'line-1', name: 'Kraken depth and contract book' },
  { id: 'line-2', name: 'Log and positions' },
  { id: 'line-3', name: 'Chart and ladder' },
  { id: 'line-4', name: 'Positions and orders' },
  { id: 'line-5', name: 'Ladder and signal' },
];

/** As designed: six columns of 212, 52, 160, 236, 366 and 414 of 1440. */
export const DESIGNED_LINES: readonly number[] = [1_472, 1_833, 2_944, 4_583, 7_125];

/** What a press of an arrow key moves a line by. */
export const LINE_STEP = 100;

/** Room between two edges of the desk (0 = its left end, 6 = its right end): what stands there must stay readable. */
const LEAST: readonly (readonly [from: number, to: number, least: number])[] = [
  [0, 1, 1_100],
  [0, 2, 1_500],
  [0, 3, 2_800],
  [1, 2, 50],
  [1, 3, 1_200],
  [2, 3, 50],
  [2, 4, 1_900],
  [3, 4, 50],
  [3, 5, 3_300],
  [4, 5, 2_100],
  [5, 6, 2_200],
];

function edgesOf(lines: readonly number[]): readonly number[] {
  return [0, ...lines, 10_000];
}

/** How far line `place` (0 … 4) may go while the others stand. */
export function rangeOf(
  lines: readonly number[],
  place: number,
): { readonly min: number; readonly max: number } {
  const edges = edgesOf(lines);
  const edge = place + 1;
  const lefts = LEAST.filter(([, to]) => to === edge);
  const rights = LEAST.filter(([from]) => from === edge);
  return {
    min: Math.max(...lefts.map(([from, , least]) => (edges[from] ?? 0) + least)),
    max: Math.min(...rights.map(([, to, least]) => (edges[to] ?? 10_000) - least)),
  };
}

/** The same lines with line `place` as near to `to` as its neighbours allow. */
export function moveLine(lines: readonly number[], place: number, to: number): readonly number[] {
  const { min, max } = rangeOf(lines, place);
  return lines.with(place, Math.max(min, Math.min(max, Math.round(to))));
}

/** True when everything between the lines has its room. */
export function isRoomy(lines: readonly number[]): boolean {
  const edges = edgesOf(lines);
  return LEAST.every(([from, to, least]) => (edges[to] ?? 0) - (edges[from] ?? 0) >= least);
}
