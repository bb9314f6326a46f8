// Check: our own model has earned a say against the market (models §D2). In: views. Out: weight β against 1 %.
import { atLeast, type Check } from '../check-result.ts';
import { percent, weightText, wholePercent } from '../wording.ts';

/** Below this the blend is the market's own price, to within its tick. */
const LEAST_WEIGHT = 0.01;

/** The weight starts at 0 and grows only with settled markets: with no evidence we agree with the market. */
export const marketPrior: Check = ({ fair, fairReason }) => {
  const result = atLeast(
    {
      id: 'market-prior',
      label: 'weight of our model',
      unit: 'share',
      show: weightText,
      missing: `weight of our model not known: ${fairReason}`,
    },
    fair?.views.weight ?? null,
    LEAST_WEIGHT,
  );
  if (fair === null || result.outcome !== 'fail') return result;
  const { evidenceMarkets, market } = fair.views;
  const settled = `${evidenceMarkets} settled market${evidenceMarkets === 1 ? '' : 's'}`;
  const at = market === null ? percent(fair.probability) : wholePercent(market);
  const text = `own model has no weight yet: ${settled}; we agree with the market at ${at}`;
  return { ...result, text };
};
