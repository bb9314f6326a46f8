// Check: model and market are not worlds apart. In: candidate. Out: |model − market| against the limit.
import { atMost, type Check } from '../check-result.ts';
import { percent } from '../wording.ts';

/** An edge too good to be true usually is: a wrong strike, a stale index, a settled outcome. */
export const disagreement: Check = ({ limits }, candidate) => {
  const gap =
    candidate === null ? null : Math.abs(candidate.fairProbability - candidate.marketProbability);
  return atMost(
    { id: 'disagreement', label: 'model against market', unit: 'share', show: percent },
    gap,
    limits.maxDisagreement,
  );
};
