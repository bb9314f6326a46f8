// Check: the edge stands out of the model's own noise (models §D3). In: candidate. Out: edge against 2 s.e.
import { atLeast, type Check } from '../check-result.ts';
import { modelNoise } from '../edge.ts';
import { edgeCents } from '../wording.ts';

/** Standard errors an edge must be wide. */
const ERRORS = 2;

/** Measured on the blend, before fee and before shrinking; a band without a width that makes sense is no band. */
export const edgeSignificant: Check = ({ fair }, candidate) => {
  const noise = fair === null ? Number.NaN : modelNoise(fair);
  const known = candidate !== null && noise >= 0;
  return atLeast(
    {
      id: 'edge-significant',
      label: 'edge before fee',
      unit: '1e-4 $',
      show: edgeCents,
      missing: 'the error of the fair value is not known',
    },
    known ? candidate.rawEdge + candidate.feePerContract : null,
    known ? ERRORS * noise : 0,
  );
};
