// The part of the stored state that belongs to one account: a new simulated world must not inherit old positions.
import type { LedgerTransaction } from '#lib/domain/ledger.ts';
import type { StoredState } from '#server/ports/ledger-store.ts';

/** The id under which an account's books are opened. */
function openingId(account: string): string {
  return `opening:${account}`;
}

/** Only what came after `account` was opened; nothing when it never was. The kill latch belongs to nobody: it stays. */
export function ofAccount(state: StoredState, account: string): StoredState {
  const start = state.transactions.findIndex((each) => each.id === openingId(account));
  if (start < 0)
    return { ...state, transactions: [], orders: [], fills: [], approvals: [], orderGroupId: null };
  const transactions: readonly LedgerTransaction[] = state.transactions.slice(start);
  const openedAt = transactions[0]?.at ?? 0;
  return {
    ...state,
    transactions,
    orders: state.orders.filter((order) => order.createdAt >= openedAt),
    fills: state.fills.filter((fill) => fill.venueAt >= openedAt),
    approvals: state.approvals.filter((approval) => approval.raisedAt >= openedAt),
  };
}
