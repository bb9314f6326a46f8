// The executable view of one contract's book, all prices on the YES scale.
import type { CentiContracts } from './count.ts';
import type { CentiCents } from './price.ts';

export interface QuoteLevel {
  readonly price: CentiCents;
  readonly size: CentiContracts;
}

/** Best-first levels; an empty side is empty, never an invented 0.00 or 1.00. */
export interface ContractDepth {
  readonly bids: readonly QuoteLevel[];
  readonly asks: readonly QuoteLevel[];
}

/** Trust in a book. Only `live` may be traded on. */
export type BookState =
  | { readonly kind: 'waiting'; readonly reason: string }
  | { readonly kind: 'live' }
  | { readonly kind: 'broken'; readonly reason: string };
