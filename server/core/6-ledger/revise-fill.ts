// A booked fill that the venue now tells differently (F60). In: the fill as booked and as told. Out: a correction, or null.
import { signedCount } from '#lib/domain/count.ts';
import type { LedgerEntry, LedgerTransaction } from '#lib/domain/ledger.ts';
import { type MicroDollars, money, negateMoney, subtractMoney } from '#lib/domain/money.ts';
import type { FillReport } from '#lib/domain/report.ts';
import { assertBalanced, type LedgerState, NO_REVISION, positionOf } from './ledger-state.ts';
import { revisionRoot } from './revision-root.ts';

/**
 * How much of a later price belongs to what the open contracts cost, 1e-6 $: the share of the fill that may still be
 * held, and never so much that they would cost less than nothing or more than they can pay.
 */
function shareOfCost(ledger: LedgerState, fill: FillReport, more: number): MicroDollars {
  const held = positionOf(ledger, fill.ticker);
  const sign = fill.side === 'bid' ? 1 : -1;
  if (held === null || held.contracts * sign <= 0) return money(0);
  const size = Math.abs(held.contracts);
  const open = Math.min(size, fill.count);
  const share = Number((BigInt(more) * BigInt(open)) / BigInt(fill.count));
  const most = Math.max(held.cost, size * 10_000);
  return money(Math.min(Math.max(held.cost + share, 0), most) - held.cost);
}

/**
 * Appends the difference of price and fee under an id made of the trade's own; contracts never change (F60). What was
 * appended before counts, so that the same word again gives null and a word taken back is booked back. Money the fill
 * did not cost after all leaves cash; its other side is the cost of what is still open, and the result for the rest.
 */
export function reviseFill(
  ledger: LedgerState,
  booked: FillReport,
  told: Pick<FillReport, 'price' | 'fee' | 'venueAt'>,
): LedgerTransaction | null {
  const root = revisionRoot(booked);
  const earlier = ledger.revisions.get(root) ?? NO_REVISION;
  const sign = booked.side === 'bid' ? 1 : -1;
  const fee = subtractMoney(subtractMoney(told.fee, booked.fee), earlier.fees);
  const dearer = sign * (told.price - booked.price) * booked.count;
  const more = dearer - earlier.price;
  if (fee === 0 && more === 0) return null;
  const { ticker } = booked;
  const cost = shareOfCost(ledger, booked, more);
  const entries: LedgerEntry[] = [
    { account: 'cash', ticker, amount: money(-more - fee) },
    { account: 'position-cost', ticker, amount: cost },
    { account: 'fees', ticker, amount: fee },
    { account: 'realised', ticker, amount: negateMoney(subtractMoney(cost, money(more))) },
  ];
  const transaction: LedgerTransaction = {
    id: `${root}:${earlier.times + 1}`,
    at: told.venueAt,
    kind: 'correction',
    ticker,
    contracts: signedCount(0),
    entries: entries.filter((entry) => entry.amount !== 0),
    memo: `fill ${booked.tradeId} told anew: ${told.price / 100} c, fee $${(told.fee / 1e6).toFixed(4)}`,
  };
  assertBalanced(transaction);
  return transaction;
}
