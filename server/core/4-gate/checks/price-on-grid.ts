// Check: the venue would take this price (F26, I32). In: grid, candidate. Out: pass when the price is a legal one.
import { isOnGrid } from '#lib/domain/grid.ts';
import { type Check, condition } from '../check-result.ts';
import { cents } from '../wording.ts';

/** Physical: an off-grid price is refused whatever it is for, so it blocks exits too. */
export const priceOnGrid: Check = ({ market }, candidate) =>
  condition(
    { id: 'price-on-grid', label: 'price on grid', blocksExit: true },
    candidate === null ? null : isOnGrid(market.grid, candidate.price),
    {
      pass: 'the price is on the grid',
      fail: `${candidate === null ? '' : cents(candidate.price)} is not on the price grid`,
      missing: 'there is no price',
    },
  );
