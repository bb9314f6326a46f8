// The combination of members. In: members. Out: one member whose log-forecast is their mean, or their median when they differ.
// Source: models C4 (equal weights in logs) and B5, lesson 5 (median when members differ by more than 1).
import { type ForecastContext, HORIZONS, type VolatilityMember } from '../baselines/member.ts';

/** What the combination is called beside its members. */
export const COMBINATION_ID = 'combination';

/** Largest minus smallest log-forecast beyond which the mean is not trusted. */
const APART = 1;

/** Mean of the logs, or their median when they lie more than 1 apart. */
export function combineLogs(logs: readonly number[]): number {
  const sorted = logs.toSorted((a, b) => a - b);
  const [low, high] = [sorted[0] ?? Number.NaN, sorted.at(-1) ?? Number.NaN];
  if (high - low <= APART) return logs.reduce((sum, each) => sum + each, 0) / logs.length;
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

/** A member of members: null when any of them is. `bound` keeps each log-forecast in its bounds. */
export function combination(
  id: string,
  members: readonly VolatilityMember[],
  bound: (log: number, context: ForecastContext) => number = (log) => log,
): VolatilityMember {
  return {
    id,
    horizons: HORIZONS.filter((minutes) =>
      members.every((each) => each.horizons?.includes(minutes) ?? true),
    ),
    predict: (context) => {
      const logs: number[] = [];
      for (const member of members) {
        const value = member.predict(context);
        if (value === null) return null;
        logs.push(bound(Math.log(value), context));
      }
      return logs.length === 0 ? null : Math.exp(combineLogs(logs));
    },
  };
}
