// A difference of cash explained by the venue's own rows of moved money. In: the difference, rows. Out: transfers to book.
import type { LedgerTransaction } from '#lib/domain/ledger.ts';
import type { MoneyMove } from '#lib/domain/report.ts';
import { CASH_STEP_MICRO } from './account-drift.ts';
import { transfer } from './capital.ts';
import type { LedgerState } from './ledger-state.ts';

/** Rows tried together: every subset of the newest so many. */
const MOST_ROWS = 12;

/**
 * The smallest set of unbooked moves that adds up to `gap` (1e-6 $) to the cent's hundredth; empty when none does. A
 * listed move is not booked for being listed: which shard's cash it reached is not always told (kalshi-api §1.6), but a
 * sum that fits to $0.0001 tells.
 */
export function explainCash(
  ledger: LedgerState,
  gap: number,
  moves: readonly MoneyMove[],
): readonly LedgerTransaction[] {
  const unbooked = moves
    .map((move) => transfer(move))
    .filter(({ id }) => !ledger.booked.has(id))
    .sort((a, b) => b.at - a.at)
    .slice(0, MOST_ROWS);
  let best: readonly LedgerTransaction[] = [];
  for (let chosen = 1; chosen < 2 ** unbooked.length; chosen += 1) {
    const rows = unbooked.filter((_, index) => ((chosen >> index) & 1) === 1);
    const sum = rows.reduce((total, { entries }) => total + (entries[0]?.amount ?? 0), 0);
    const fits = Math.abs(sum - gap) < CASH_STEP_MICRO;
    if (fits && (best.length === 0 || rows.length < best.length)) best = rows;
  }
  return best;
}
