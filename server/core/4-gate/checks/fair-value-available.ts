// Check: there is a fair value, of this market and this moment. In: fair value. Out: its age against the budget.
import { FRESHNESS_MS } from '#lib/domain/freshness.ts';
import { atMost, type Check } from '../check-result.ts';
import { seconds } from '../wording.ts';

/** Stamped later than this decision, or for another market: not a fair value for it (I23). */
export const fairValueAvailable: Check = ({ fair, fairReason, market, at }) => {
  const age = fair === null ? null : at - fair.at;
  const ours = fair?.ticker === market.ticker && age !== null && age >= 0;
  return atMost(
    {
      id: 'fair-value-available',
      label: 'fair value age',
      unit: 'ms',
      show: seconds,
      missing: `no fair value: ${fairReason}`,
    },
    age === null || ours ? age : Number.POSITIVE_INFINITY,
    FRESHNESS_MS.forecast,
  );
};
