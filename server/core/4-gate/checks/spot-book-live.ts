// Check: the spot book is trusted (F03, F09). In: book state. Out: pass only when live.
import { type Check, condition } from '../check-result.ts';

/** A waiting or broken book is not data, whatever its socket says. */
export const spotBookLive: Check = ({ spotBook }) =>
  condition({ id: 'spot-book-live', label: 'Kraken book' }, spotBook.kind === 'live', {
    pass: 'the Kraken book is live',
    fail: `the Kraken book is ${spotBook.kind === 'live' ? 'live' : `${spotBook.kind}: ${spotBook.reason}`}`,
  });
