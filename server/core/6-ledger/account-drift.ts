// The books against the venue's own rows. In: ledger, a complete reading. Out: disagreements in plain words.
import type { AccountReport } from '#lib/domain/report.ts';
import { cashOf, type LedgerState, positionOf } from './ledger-state.ts';

/** Balances are kept to $0.0001 (kalshi-api §6): smaller differences are the venue's rounding, not drift. */
const CASH_STEP_MICRO = 100;

/**
 * Call after the reading's own fills and settlements are booked. Positions: every venue row must equal ours, and every
 * open position of ours needs a row; but a missing row alone is no evidence of flat (F67), so it is named, not
 * corrected. Cash is compared only while nothing rests: resting orders reserve cash (kalshi-api §4.5).
 */
export function accountDrift(ledger: LedgerState, account: AccountReport): readonly string[] {
  if (!account.complete) return ['the reading of the account is incomplete'];
  const drift: string[] = [];
  const seen = new Set<string>();
  for (const row of account.positions) {
    seen.add(row.ticker);
    const ours = positionOf(ledger, row.ticker)?.contracts ?? 0;
    if (ours !== row.position)
      drift.push(
        `${row.ticker}: the venue holds ${row.position / 100} contracts, our books ${ours / 100}`,
      );
  }
  for (const position of ledger.positions.values())
    if (position.contracts !== 0 && !seen.has(position.ticker))
      drift.push(`${position.ticker}: we hold ${position.contracts / 100}, the venue shows no row`);
  if (account.balance !== null && account.resting.length === 0) {
    const gap = account.balance.cash - cashOf(ledger);
    if (Math.abs(gap) >= CASH_STEP_MICRO)
      drift.push(`cash differs by $${(gap / 1_000_000).toFixed(4)} (venue − books)`);
  }
  return drift;
}
