// The books against the venue's own rows. In: ledger, a complete reading. Out: disagreements in plain words.
import { tradeFee } from '#lib/domain/fee.ts';
import type { AccountReport, OrderStatusReport } from '#lib/domain/report.ts';
import { cashOf, type LedgerState, positionOf } from './ledger-state.ts';

/** Balances are kept to $0.0001 (kalshi-api §6): smaller differences are the venue's rounding, not drift. */
export const CASH_STEP_MICRO = 100;

/**
 * What resting orders may have reserved, 1e-6 $: nothing where they only close, their cost, or their cost and the fee
 * of a taker. Which of these the venue takes is not documented (kalshi-api §12.15).
 */
function reserveOf(rows: readonly OrderStatusReport[]): number {
  return rows.reduce((sum, { side, price, remaining }) => {
    const unit = side === 'bid' ? price : 10_000 - price;
    const terms = { kind: 'unknown', multiplier: 1 } as const;
    const fee = tradeFee(terms, { side, price, count: remaining, isTaker: true });
    return sum + unit * remaining + fee;
  }, 0);
}

/**
 * Venue − books, 1e-6 $; 0 when they agree as far as can be told: exactly while nothing rests, within what resting
 * orders may reserve otherwise (kalshi-api §4.5). Null without a balance.
 */
export function cashGap(ledger: LedgerState, account: AccountReport): number | null {
  if (account.balance === null) return null;
  const gap = account.balance.cash - cashOf(ledger);
  if (Math.abs(gap) < CASH_STEP_MICRO) return 0;
  const reserve = reserveOf(account.resting);
  return gap < 0 && gap + reserve > -CASH_STEP_MICRO ? 0 : gap;
}

/**
 * Call after the reading's own fills and settlements are booked. Positions: every venue row must equal ours, and every
 * open position of ours needs a row; but a missing row alone is no evidence of flat (F67), so it is named, not
 * corrected.
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
  const gap = cashGap(ledger, account);
  if (gap !== null && gap !== 0)
    drift.push(`cash differs by $${(gap / 1_000_000).toFixed(4)} (venue − books)`);
  return drift;
}
