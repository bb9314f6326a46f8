// Check: the edge stands out of the model's own noise (models §D3). In: candidate. Out: edge against 2 s.e.
import { atLeast, type Check } from '../check-result.ts';
import { modelNoise } from '../edge.ts';
import { edgeCents } from '../wording.ts';

/** Standard errors an edge must be wide. */
const ERRORS = 2;

/** Measured before fee and before shrinking: it is the model that must be surprised, not the fee. */
export const edgeSignificant: Check = ({ fair }, candidate) =>
  atLeast(
    { id: 'edge-significant', label: 'edge before fee', unit: '1e-4 $', show: edgeCents },
    candidate === null ? null : candidate.rawEdge + candidate.feePerContract,
    fair === null ? 0 : ERRORS * modelNoise(fair),
  );
