// What one kind of speaker says alone. In: forecast, kind, seconds. Out: its variance per second, as the combination's.
import type { Forecast, ForecastMember, MemberKind } from '#lib/domain/forecast.ts';
import { forecastOver } from '#lib/domain/forecast-over.ts';

/** Mean of ln variance over the members of that kind: those that count, or, when none does, those only shown. */
function logVarianceOf(members: readonly ForecastMember[], kind: MemberKind): number | null {
  const own = members.filter((each) => each.kind === kind);
  const counting = own.filter((each) => each.weight > 0);
  const heard = counting.length > 0 ? counting : own;
  if (heard.length === 0) return null;
  return heard.reduce((sum, each) => sum + each.logVariance, 0) / heard.length;
}

/** Variance per second over `seconds` by the members of one kind, between horizons like the combination's; null = silent. */
export function memberVariance(
  forecast: Forecast,
  kind: MemberKind,
  seconds: number,
): number | null {
  const horizons = forecast.horizons.flatMap((horizon) => {
    const logVariance = logVarianceOf(horizon.members, kind);
    return logVariance === null ? [] : [{ ...horizon, variancePerSecond: Math.exp(logVariance) }];
  });
  if (horizons.length === 0) return null;
  const { variancePerSecond } = forecastOver({ ...forecast, horizons }, seconds);
  return Number.isFinite(variancePerSecond) && variancePerSecond > 0 ? variancePerSecond : null;
}
