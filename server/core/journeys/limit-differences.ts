// What differs between two versions of the limits, in words for audit and alarm. In: two versions. Out: one text a limit.
import type { Limits } from '#lib/domain/limits.ts';

/** Names of the limits that differ, with both values in the unit they are kept in. */
export function limitDifferences(before: Limits, after: Limits): readonly string[] {
  const was = new Map<string, unknown>(Object.entries(before));
  return Object.entries(after)
    .filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(was.get(name)))
    .map(([name, value]) => `${name}: ${JSON.stringify(was.get(name))} → ${JSON.stringify(value)}`);
}
