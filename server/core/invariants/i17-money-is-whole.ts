// I17: money and counts are whole numbers. In: books, orders. Out: the first that is not.
import type { Invariant } from './invariant.ts';

export const moneyIsWhole: Invariant = {
  id: 'I17',
  breach({ ledger, orders }) {
    for (const [account, amount] of ledger.balances)
      if (!Number.isSafeInteger(amount)) return `${account} holds ${amount}`;
    for (const { ticker, contracts, cost, fees, realised } of ledger.positions.values())
      for (const value of [contracts, cost, fees, realised])
        if (!Number.isSafeInteger(value)) return `${ticker} holds ${value}`;
    for (const [id, { order }] of orders.tracked)
      for (const value of [order.filled, order.remaining, order.filledNotional, order.fees])
        if (!Number.isSafeInteger(value)) return `order ${id} holds ${value}`;
    return null;
  },
};
