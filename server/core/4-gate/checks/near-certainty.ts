// Check: not within a tick of 0 or 1 unless it pays (models §D3). In: candidate, grid. Out: edge against 2 ticks.
import { stepAt } from '#lib/domain/grid.ts';
import { atLeast, type Check } from '../check-result.ts';
import { edgeCents } from '../wording.ts';

/** Ticks of edge after fee that make a trade at the border worth its tail. */
const TICKS = 2;

/** Away from the borders any edge passes this check: its threshold is then −1 dollar. */
export const nearCertainty: Check = ({ market }, candidate) => {
  const step = candidate === null ? null : stepAt(market.grid, candidate.price);
  const atBorder =
    candidate !== null &&
    step !== null &&
    (candidate.price <= step || candidate.price >= 10_000 - step);
  return atLeast(
    { id: 'near-certainty', label: 'edge beside 0 or 1', unit: '1e-4 $', show: edgeCents },
    step === null ? null : (candidate?.edge ?? null),
    atBorder ? TICKS * (step ?? 0) : -10_000,
  );
};
