// Sides. The venue quotes the YES leg only: a bid buys YES, an ask sells YES, which is the same as buying NO.

/** The side of the YES book an order stands on. */
export type BookSide = 'bid' | 'ask';

/** The outcome an order or position gains from. */
export type Outcome = 'yes' | 'no';

/** bid → yes, ask → no. */
export function outcomeOf(side: BookSide): Outcome {
  return side === 'bid' ? 'yes' : 'no';
}

/** The other side of the book. */
export function opposite(side: BookSide): BookSide {
  return side === 'bid' ? 'ask' : 'bid';
}
