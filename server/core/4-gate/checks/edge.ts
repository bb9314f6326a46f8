// Check: the trade pays for fee, spread and margin (models §D3). In: candidate. Out: edge against what is required.
import { atLeast, type Check } from '../check-result.ts';
import { requiredEdge } from '../edge.ts';
import { edgeCents } from '../wording.ts';

/** Believed edge after the exact fee against limit + half spread (taking) or limit + adverse selection (quoting). */
export const edge: Check = (input, candidate) => {
  const trade = candidate ?? ({ style: 'take', side: 'bid' } as const);
  const result = atLeast(
    {
      id: 'edge',
      label: 'edge after fee',
      unit: '1e-4 $',
      show: edgeCents,
      missing: `no edge: ${input.fair === null ? input.fairReason : 'nothing to trade against'}`,
    },
    candidate?.edge ?? null,
    requiredEdge(input, trade),
  );
  if (result.outcome !== 'fail' || result.value === null || result.threshold === null)
    return result;
  const rest = trade.style === 'take' ? 'half spread' : 'adverse selection';
  const margin = edgeCents(input.limits.minEdge);
  const short = edgeCents(result.threshold - result.value);
  return {
    ...result,
    text: `edge after fee ${edgeCents(result.value)} is below ${margin} + ${rest}, needs +${short}`,
  };
};
