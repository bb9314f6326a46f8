// I19: the books balance: all accounts together are zero, and positions cost what their account says. In: ledger.
import { balanceOf } from '../6-ledger/ledger-state.ts';
import type { Invariant } from './invariant.ts';

export const booksBalance: Invariant = {
  id: 'I19',
  breach({ ledger }) {
    let total = 0;
    for (const amount of ledger.balances.values()) total += amount;
    if (total !== 0) return `all accounts together hold ${total}`;
    let cost = 0;
    for (const position of ledger.positions.values()) cost += position.cost;
    const account = balanceOf(ledger, 'position-cost');
    return cost === account ? null : `positions cost ${cost}, their account says ${account}`;
  },
};
