// Judges ages against the one table of budgets. In: ages in ms. Out: the check result of the worst of them.
import { FRESHNESS_MS, type FreshnessKey } from '#lib/domain/freshness.ts';
import type { CheckResult } from '#lib/domain/verdict.ts';
import { atMost, type CheckName } from './check-result.ts';
import { seconds } from './wording.ts';

/** The feed closest to (or furthest past) its budget speaks for all; one that was never seen is missing (F01). */
export function freshEnough(
  name: CheckName,
  feeds: Readonly<Record<FreshnessKey, number | null>>,
  keys: readonly FreshnessKey[],
): CheckResult {
  const check = { ...name, unit: 'ms', show: seconds };
  let worst: { readonly key: FreshnessKey; readonly age: number } | null = null;
  for (const key of keys) {
    const age = feeds[key];
    const budget = FRESHNESS_MS[key];
    if (age === null)
      return atMost({ ...check, missing: `${name.label}: no data from ${key}` }, null, budget);
    if (worst === null || age - budget > worst.age - FRESHNESS_MS[worst.key]) worst = { key, age };
  }
  return atMost(check, worst?.age ?? null, worst === null ? 0 : FRESHNESS_MS[worst.key]);
}
