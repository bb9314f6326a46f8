// What one kind of speaker says alone. In: forecast, kind, seconds. Out: its variance per second, as the combination's.
import type { Forecast, ForecastMember, MemberKind } from '#lib/domain/forecast.ts';
import { between, horizonsAround } from '#lib/domain/forecast-over.ts';

/** Mean of ln variance over the members of that kind: those that count, or, when none does, those only shown. */
function logVarianceOf(members: readonly ForecastMember[], kind: MemberKind): number | null {
  let [counting, shown, countingSum, shownSum] = [0, 0, 0, 0];
  for (const each of members) {
    if (each.kind !== kind) continue;
    shown++;
    shownSum += each.logVariance;
    if (each.weight <= 0) continue;
    counting++;
    countingSum += each.logVariance;
  }
  if (shown === 0) return null;
  return counting > 0 ? countingSum / counting : shownSum / shown;
}

/** Variance per second over `seconds` by the members of one kind, between horizons like the combination's; null = silent. */
export function memberVariance(
  forecast: Forecast,
  kind: MemberKind,
  seconds: number,
): number | null {
  const spoken: { readonly minutes: number; readonly variance: number }[] = [];
  for (const { minutes, members } of forecast.horizons) {
    const logVariance = logVarianceOf(members, kind);
    if (logVariance !== null) spoken.push({ minutes, variance: Math.exp(logVariance) });
  }
  if (spoken.length === 0) return null;
  const { low, high, share } = horizonsAround(spoken, seconds);
  const variance =
    low === high
      ? high.variance
      : Math.exp(between(Math.log(low.variance), Math.log(high.variance), share));
  return Number.isFinite(variance) && variance > 0 ? variance : null;
}
