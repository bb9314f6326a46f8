// Check: model and market are not worlds apart. In: views, candidate. Out: |model − market| against the limit.
import { atMost, type Check } from '../check-result.ts';
import { marketGap } from '../market-gap.ts';
import { percent } from '../wording.ts';

/** An edge too good to be true usually is: a wrong strike, a stale index, a settled outcome. */
export const disagreement: Check = ({ limits, fair }, candidate) =>
  atMost(
    { id: 'disagreement', label: 'model against market', unit: 'share', show: percent },
    candidate === null ? null : marketGap(fair, candidate),
    limits.maxDisagreement,
  );
