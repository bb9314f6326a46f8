// Money that comes from outside trading. In: an amount. Out: a balanced transaction between cash and capital.
import { signedCount } from '#lib/domain/count.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import type { LedgerTransaction } from '#lib/domain/ledger.ts';
import { type MicroDollars, negateMoney } from '#lib/domain/money.ts';

/** The balance the books open with, as read from the venue. Booked once: its id never changes. */
export function openingBalance(opening: {
  readonly cash: MicroDollars;
  readonly at: WallMs;
}): LedgerTransaction {
  return {
    id: 'opening',
    at: opening.at,
    kind: 'opening',
    ticker: null,
    contracts: signedCount(0),
    entries: capitalEntries(opening.cash),
    memo: 'opening balance',
  };
}

/** A deposit (positive) or withdrawal (negative); `id` is the venue's own, so that it books once. */
export function transfer(move: {
  readonly id: string;
  readonly amount: MicroDollars;
  readonly at: WallMs;
}): LedgerTransaction {
  return {
    id: `transfer:${move.id}`,
    at: move.at,
    kind: 'transfer',
    ticker: null,
    contracts: signedCount(0),
    entries: capitalEntries(move.amount),
    memo: move.amount < 0 ? 'withdrawal' : 'deposit',
  };
}

function capitalEntries(amount: MicroDollars): LedgerTransaction['entries'] {
  return [
    { account: 'cash', ticker: null, amount },
    { account: 'capital', ticker: null, amount: negateMoney(amount) },
  ];
}
