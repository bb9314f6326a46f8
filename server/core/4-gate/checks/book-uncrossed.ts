// Check: the best bid is below the best ask (F09). In: depth. Out: spread in 1e-4 $ against one step above 0.
import { atLeast, type Check } from '../check-result.ts';
import { cents } from '../wording.ts';

/** A crossed or locked book is an unfinished or broken one. */
export const bookUncrossed: Check = ({ depth }) => {
  const bid = depth.bids[0]?.price;
  const ask = depth.asks[0]?.price;
  return atLeast(
    {
      id: 'book-uncrossed',
      label: 'spread',
      unit: '1e-4 $',
      show: cents,
      missing: 'no spread: a side of the book is empty',
    },
    bid === undefined || ask === undefined ? null : ask - bid,
    1,
  );
};
