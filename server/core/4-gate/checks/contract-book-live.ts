// Check: the contract's book is trusted (F13). In: book state. Out: pass only when live.
import { type Check, condition } from '../check-result.ts';

/** After a sequence gap the book waits for a snapshot, and so do we. */
export const contractBookLive: Check = ({ book }) =>
  condition({ id: 'contract-book-live', label: 'Kalshi book' }, book.kind === 'live', {
    pass: 'the Kalshi book is live',
    fail: `the Kalshi book is ${book.kind === 'live' ? 'live' : `${book.kind}: ${book.reason}`}`,
  });
