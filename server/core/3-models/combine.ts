// The combination of members. In: log-forecasts. Out: the share of each and their weighted mean.
// Source: models C4 (equal weights in logs) and B5, lesson 5 (the median when members differ by more than 1).
import { assertCondition } from '#lib/check.ts';
import { areFinite } from '#lib/number-at.ts';

/** Largest minus smallest log-forecast beyond which the mean is not trusted. */
export const APART = 1;

/** Largest minus smallest; 0 for one. */
export function spreadOf(logs: readonly number[]): number {
  return logs.length === 0 ? 0 : Math.max(...logs) - Math.min(...logs);
}

/** Places of the logs, smallest first; equal ones in their order. A handful: insertion. */
function bySize(logs: readonly number[]): readonly number[] {
  const order: number[] = [];
  for (let i = 0; i < logs.length; i++) {
    let at = order.push(i) - 1;
    for (; at > 0 && (logs[order[at - 1] ?? 0] ?? Number.NaN) > (logs[i] ?? Number.NaN); at--)
      order[at] = order[at - 1] ?? 0;
    order[at] = i;
  }
  return order;
}

/**
 * What each member adds to the combination: 1/n each while they lie within APART, else the median's one or two middle
 * members alone. Sums to 1. Throws without members, or when one is not a number: NaN never leaves.
 */
export function combinationShares(logs: readonly number[]): readonly number[] {
  assertCondition(logs.length > 0, 'a combination of no members');
  assertCondition(areFinite(logs), 'a member of the combination is not a number');
  const n = logs.length;
  if (spreadOf(logs) <= APART) return logs.map(() => 1 / n);
  const order = bySize(logs);
  const middle = new Set([order[Math.floor((n - 1) / 2)], order[Math.floor(n / 2)]]);
  return logs.map((_, i) => (middle.has(i) ? 1 / middle.size : 0));
}

/** Σ share × log, summed in order of size, and never outside the logs: a mean of equal numbers may miss them by the last bit. */
export function combineShared(logs: readonly number[], shares: readonly number[]): number {
  let sum = 0;
  for (const i of bySize(logs)) sum += (shares[i] ?? 0) * (logs[i] ?? 0);
  return Math.max(Math.min(...logs), Math.min(Math.max(...logs), sum));
}

/** Mean of the logs, or their median when they lie more than APART apart. */
export function combineLogs(logs: readonly number[]): number {
  return combineShared(logs, combinationShares(logs));
}
