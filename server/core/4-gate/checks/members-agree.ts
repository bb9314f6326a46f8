// Check: the models behind the forecast agree (models §D3). In: members. Out: spread of ln(variance) against 1.
import type { ForecastMember } from '#lib/domain/forecast.ts';
import { atMost, type Check } from '../check-result.ts';

/** One in log-variance: one member sees 1.65 times the volatility of another. */
const MOST_LOG_VARIANCE = 1;

/** Largest minus smallest of the members that count. */
function spreadOf(members: readonly ForecastMember[]): number {
  const logs = members.filter((each) => each.weight > 0).map((each) => each.logVariance);
  return logs.length === 0 ? 0 : Math.max(...logs) - Math.min(...logs);
}

/** A single member cannot disagree: its spread is 0, and forecast-source names it. */
export const membersAgree: Check = ({ forecast }) => {
  const spreads = forecast?.horizons.map((each) => spreadOf(each.members)) ?? [];
  const spread = spreads.length === 0 ? null : Math.max(...spreads);
  const show = (value: number) => value.toFixed(2);
  return atMost(
    { id: 'members-agree', label: 'model disagreement', unit: 'ln variance', show },
    spread,
    MOST_LOG_VARIANCE,
  );
};
