// Check: not within a tick of 0 or 1 unless it pays (models §D3). In: candidate, grid. Out: edge against more than 2 ticks.
import { stepAt } from '#lib/domain/grid.ts';
import { atLeast, type Check, condition } from '../check-result.ts';
import { edgeCents } from '../wording.ts';

/** Ticks of edge after fee that make a trade at the border worth its tail. */
const TICKS = 2;

/** Beside a border the tail is all that is left to win or lose; elsewhere this check has nothing to say. */
export const nearCertainty: Check = ({ market }, candidate) => {
  const name = { id: 'near-certainty', label: 'edge beside 0 or 1' };
  const step = candidate === null ? null : stepAt(market.grid, candidate.price);
  if (candidate === null || step === null)
    return condition(name, null, {
      pass: '',
      fail: '',
      missing: 'no price to compare with 0 or 1',
    });
  const atBorder = candidate.price <= step || candidate.price >= 10_000 - step;
  return atBorder
    ? atLeast({ ...name, unit: '1e-4 $', show: edgeCents }, candidate.edge, TICKS * step + 1)
    : condition(name, true, { pass: 'the price is not beside 0 or 1', fail: '' });
};
