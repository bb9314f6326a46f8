// One trade in a trader's words. In: side of the YES book and purpose. Out: verb, outcome and the price of that outcome.
import type { OrderPurpose } from '../domain/order.ts';
import { type BookSide, opposite, outcomeOf } from '../domain/side.ts';

export interface TradeWords {
  readonly verb: 'Buy' | 'Sell';
  readonly outcome: 'YES' | 'NO';
  /** 1e-4 $ of one contract of `outcome`. */
  readonly price: number;
}

/**
 * A bid that enters buys YES; an ask that enters buys NO at 1 − price. An exit sells what it closes: an ask sells YES,
 * a bid sells NO at 1 − price. An exit must never read like another purchase.
 */
export function tradeWords(
  trade: { readonly side: BookSide; readonly price: number },
  purpose: OrderPurpose,
): TradeWords {
  const isExit = purpose === 'exit';
  const outcome = outcomeOf(isExit ? opposite(trade.side) : trade.side) === 'yes' ? 'YES' : 'NO';
  return {
    verb: isExit ? 'Sell' : 'Buy',
    outcome,
    price: outcome === 'YES' ? trade.price : 10_000 - trade.price,
  };
}
