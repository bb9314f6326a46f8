// Check: the model is sure enough of itself (models §C5, §D3). In: confidence. Out: value against the limit.
import { atLeast, type Check } from '../check-result.ts';
import { percent } from '../wording.ts';

/** Wide bands, old data and disagreeing members all lower it. */
export const confidence: Check = ({ fair, limits, fairReason }) =>
  atLeast(
    {
      id: 'confidence',
      label: 'confidence',
      unit: 'share',
      show: percent,
      missing: `confidence not known: ${fairReason}`,
    },
    fair?.confidence ?? null,
    limits.minConfidence,
  );
