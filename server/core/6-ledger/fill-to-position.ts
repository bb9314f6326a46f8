// Stage 6's crossing: an execution becomes money and contracts. In: a fill. Out: a balanced transaction, or null.
import { assertCondition } from '#lib/check.ts';
import { count, signedCount } from '#lib/domain/count.ts';
import type { LedgerEntry, LedgerTransaction } from '#lib/domain/ledger.ts';
import { addMoney, NO_MONEY, negateMoney, notional, subtractMoney } from '#lib/domain/money.ts';
import { complement } from '#lib/domain/price.ts';
import type { FillReport } from '#lib/domain/report.ts';
import { costOfClosed } from './closed-cost.ts';
import { assertBalanced, type LedgerState, positionOf } from './ledger-state.ts';

/**
 * A fill first closes what is held on the other side (YES and NO net into one signed position, kalshi-api §4.5), then
 * opens the rest. Buying YES at p closes NO for 1 − p and opens YES at p; selling YES at p closes YES for p and opens
 * NO at 1 − p. The fee is the venue's figure. Null when this fill is booked already (F53).
 */
export function fillToPosition(ledger: LedgerState, fill: FillReport): LedgerTransaction | null {
  const id = `fill:${fill.tradeId}:${fill.venueOrderId}`;
  if (ledger.booked.has(id)) return null;
  if (!(fill.count > 0)) assertCondition(false, `fill ${fill.tradeId} has no contracts`);
  const held = positionOf(ledger, fill.ticker);
  const heldContracts = held?.contracts ?? 0;
  const sign = fill.side === 'bid' ? 1 : -1;
  const against = heldContracts * sign < 0 ? Math.abs(heldContracts) : 0;
  const closing = count(Math.min(fill.count, against));
  const opening = count(fill.count - closing);
  const openPrice = fill.side === 'bid' ? fill.price : complement(fill.price);
  const proceeds = notional(complement(openPrice), closing);
  const closedCost = closing === 0 || held === null ? NO_MONEY : costOfClosed(held, closing);
  const openCost = notional(openPrice, opening);
  const cash = subtractMoney(subtractMoney(proceeds, openCost), fill.fee);
  const { ticker } = fill;
  const entries: LedgerEntry[] = [
    { account: 'cash', ticker, amount: cash },
    { account: 'position-cost', ticker, amount: subtractMoney(openCost, closedCost) },
    { account: 'fees', ticker, amount: fill.fee },
    { account: 'realised', ticker, amount: negateMoney(subtractMoney(proceeds, closedCost)) },
  ];
  const transaction: LedgerTransaction = {
    id,
    at: fill.venueAt,
    kind: 'fill',
    ticker,
    contracts: signedCount(sign * fill.count),
    entries: entries.filter((entry) => entry.amount !== 0),
    memo: `${fill.side === 'bid' ? 'bought' : 'sold'} ${fill.count / 100} YES at ${fill.price / 100} c`,
  };
  assertBalanced(transaction);
  if (!(addMoney(openCost, proceeds) >= 0))
    assertCondition(false, `fill ${fill.tradeId} has a price outside 0 to 1`);
  return transaction;
}
