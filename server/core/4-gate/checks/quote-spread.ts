// Check: a quote earns more than its fills cost (models §D3). In: candidate, mid, mark-outs. Out: distance to the mid, cost.
import { atLeast, type Check, condition } from '../check-result.ts';
import { marketRatio } from '../price-candidate.ts';
import { quoteRisk } from '../quote-risk.ts';
import { edgeCents } from '../wording.ts';

/** Half spread against measured adverse selection + cancel latency × |dP/dt|; a taking trade has nothing to answer here. */
export const quoteSpread: Check = (input, candidate) => {
  const name = { id: 'quote-spread', label: 'half spread of our quote' };
  if (candidate === null)
    return condition(name, null, { pass: '', fail: '', missing: 'no quote to judge' });
  if (candidate.style === 'take')
    return condition(name, true, { pass: 'the trade takes, it does not quote', fail: '' });
  const mid = marketRatio(input);
  const { fills } = input.adverseSelection[candidate.side];
  const result = atLeast(
    { ...name, unit: '1e-4 $', show: edgeCents },
    mid === null ? null : Math.abs(mid * 10_000 - candidate.price),
    quoteRisk(input, candidate.side),
  );
  const measured = `adverse selection measured on ${fills} fill${fills === 1 ? '' : 's'} since start`;
  return { ...result, text: `${result.text}; ${measured}` };
};
