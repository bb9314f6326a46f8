// Check: both sides of the contract's book are there (F09). In: depth. Out: pass with a bid and an ask.
import { type Check, condition } from '../check-result.ts';

/** One side alone gives no mid to disagree with. */
export const bookTwoSided: Check = ({ depth }) =>
  condition(
    { id: 'book-two-sided', label: 'two-sided book' },
    depth.bids.length > 0 && depth.asks.length > 0,
    {
      pass: 'the book has both sides',
      fail: `the book has no ${depth.bids.length === 0 ? 'bid' : 'ask'}`,
    },
  );
