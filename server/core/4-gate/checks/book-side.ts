// Check: there is something to trade against. In: book, candidate. Out: pass when the wanted side has a whole contract.
import { type Check, condition } from '../check-result.ts';
import { levelsToHit } from '../price-candidate.ts';

/** Physical: blocks exits too, which cannot hit an empty side or a book that is not live. */
export const bookSide: Check = (input, candidate) => {
  const hits = candidate === null ? 0 : levelsToHit(input, candidate.side).length;
  const there = candidate?.style === 'make' || hits > 0;
  return condition(
    { id: 'book-side', label: 'something to trade against', blocksExit: true },
    input.book.kind === 'live' && candidate !== null && there,
    {
      pass: 'the book can be traded against',
      fail: 'no trade can be priced on this book',
    },
  );
};
