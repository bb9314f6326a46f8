// Check: the models behind the forecast agree (models §D3). In: members. Out: spread of ln(variance) against 1.
import { atMost, type Check } from '../check-result.ts';

/** One in log-variance: one member sees 1.65 times the volatility of another. */
const MOST_LOG_VARIANCE = 1;

/** A single member cannot disagree: its spread is 0, and forecast-source names it. */
export const membersAgree: Check = ({ forecast }) => {
  const logs = forecast?.members.map((member) => member.logVariance) ?? [];
  const spread = logs.length === 0 ? null : Math.max(...logs) - Math.min(...logs);
  const show = (value: number) => value.toFixed(2);
  return atMost(
    { id: 'members-agree', label: 'model disagreement', unit: 'ln variance', show },
    spread,
    MOST_LOG_VARIANCE,
  );
};
