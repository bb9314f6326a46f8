// The combination of members. In: members. Out: one member whose log-forecast is their mean, or their median when they differ.
// Source: models C4 (equal weights in logs) and B5, lesson 5 (median when members differ by more than 1).
import { combineLogs } from '#server/core/3-models/combine.ts';
import { type ForecastContext, HORIZONS, type VolatilityMember } from '../baselines/member.ts';

/** What the combination is called beside its members. */
export const COMBINATION_ID = 'combination';

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
