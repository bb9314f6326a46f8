// Files added up to the numbers that are compared. In: shapes of sources and tests. Out: one number per row.
import type { FileShape } from './count-file.ts';

export interface Spread {
  readonly median: number;
  readonly p95: number;
  readonly max: number;
}

/** The value that `share` of the sorted values do not exceed (nearest rank); 0 for none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

function spreadOf(values: readonly number[]): Spread {
  return {
    median: percentile(values, 0.5),
    p95: percentile(values, 0.95),
    max: percentile(values, 1),
  };
}

const LONG_FILE = 400;
const LONG_FUNCTION = 70;
/** Percentiles are over functions longer than this; a one-line arrow says nothing about size. */
const SHORT_FUNCTION = 4;

export interface Summary {
  readonly files: number;
  readonly lines: Spread;
  readonly longFiles: number;
  readonly functions: Spread;
  readonly longFunctions: number;
  /** Share of functions (those longer than four lines) that are too long. */
  readonly longShare: number;
  readonly anyPerKloc: number;
  readonly castsPerKloc: number;
  readonly assertionsPerKlocInCore: number;
  readonly commentShare: number;
  readonly documentedShare: number;
  readonly testRatio: number;
  readonly testRatioInCore: number;
}

const sum = (files: readonly FileShape[], pick: (file: FileShape) => number): number =>
  files.reduce((total, file) => total + pick(file), 0);

const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

export function summarise(sources: readonly FileShape[], tests: readonly FileShape[]): Summary {
  const inCore = (file: FileShape): boolean => file.path.startsWith('server/core/');
  const core = sources.filter(inCore);
  const lines = sum(sources, (file) => file.lines);
  const coreLines = sum(core, (file) => file.lines);
  const sizes = sources
    .flatMap((file) => file.functions.map((each) => each.lines))
    .filter((size) => size > SHORT_FUNCTION);
  const long = sizes.filter((size) => size > LONG_FUNCTION).length;
  const perKloc = (count: number): number => ratio(count * 1_000, lines);
  return {
    files: sources.length,
    lines: spreadOf(sources.map((file) => file.lines)),
    longFiles: sources.filter((file) => file.lines > LONG_FILE).length,
    functions: spreadOf(sizes),
    longFunctions: long,
    longShare: ratio(long, sizes.length),
    anyPerKloc: perKloc(sum(sources, (file) => file.anys)),
    castsPerKloc: perKloc(sum(sources, (file) => file.casts)),
    assertionsPerKlocInCore: ratio(sum(core, (file) => file.assertions) * 1_000, coreLines),
    commentShare: ratio(
      sum(sources, (file) => file.comments),
      sum(sources, (file) => file.filled),
    ),
    documentedShare: ratio(
      sum(sources, (file) => file.documented),
      sum(sources, (file) => file.exported),
    ),
    testRatio: ratio(
      sum(tests, (file) => file.lines),
      lines,
    ),
    testRatioInCore: ratio(
      sum(tests.filter(inCore), (file) => file.lines),
      coreLines,
    ),
  };
}
