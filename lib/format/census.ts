// How the census is read. In: counts. Out: their order, shares and ages as text.
import type { CheckCount } from '#lib/domain/census.ts';
import { MISSING } from './digits.ts';

/** Most refusals first, then by name: a list that does not dance. */
export function byRefusals(rows: readonly CheckCount[]): readonly CheckCount[] {
  return rows.toSorted(
    (left, right) => right.fired - left.fired || left.label.localeCompare(right.label, 'en'),
  );
}

/** Share of the looks it refused, in whole per cent; never 0 % for one that did. */
export function shareText({ evaluated, fired }: CheckCount): string {
  if (evaluated === 0) return MISSING;
  if (fired === 0) return '0 %';
  return `${Math.max(1, Math.round((100 * fired) / evaluated))} %`;
}

/** How long ago, in the largest whole unit; "never" is said by a dash. */
export function agoText(at: number | null, now: number): string {
  if (at === null) return MISSING;
  const seconds = Math.max(0, Math.round((now - at) / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3_600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}
