// Settlement: the venue's reported payout becomes money. In: the settlement. Out: a balanced transaction, or null.
import { count, type SignedCentiContracts, signedCount } from '#lib/domain/count.ts';
import type { MarketTicker } from '#lib/domain/ids.ts';
import type { Account, LedgerEntry, LedgerTransaction, Position } from '#lib/domain/ledger.ts';
import {
  type MicroDollars,
  money,
  NO_MONEY,
  negateMoney,
  notional,
  subtractMoney,
} from '#lib/domain/money.ts';
import { type CentiCents, complement } from '#lib/domain/price.ts';
import type { SettlementReport } from '#lib/domain/report.ts';
import { assertBalanced, type LedgerState, positionOf } from './ledger-state.ts';

/** The part of the venue's report that money follows from: never yes/no logic of our own (F21, I18). */
export type Settlement = Pick<
  SettlementReport,
  'ticker' | 'result' | 'yesPayout' | 'fee' | 'settledAt'
>;

/** What `contracts` are paid; a void market returns exactly what they cost (F20). */
function payoutOf(
  contracts: SignedCentiContracts,
  cost: MicroDollars,
  settlement: Pick<Settlement, 'result' | 'yesPayout'>,
): MicroDollars {
  if (settlement.result === 'void') return cost;
  const unit: CentiCents = contracts > 0 ? settlement.yesPayout : complement(settlement.yesPayout);
  return notional(unit, count(Math.abs(contracts)));
}

/** The terms a settlement was booked on, for its memo. */
function termsOf(settlement: Settlement): string {
  return `${settlement.result}:${settlement.yesPayout}`;
}

/**
 * An id that was never booked: `root` and a number, the count of the settlements kept or the first free one above it. Of
 * a market that left memory none is kept, and an id told twice would book nothing (I14, F94).
 */
function freshId({ booked, settlements }: LedgerState, ticker: MarketTicker, root: string): string {
  let round = Math.max(1, settlements.get(ticker)?.length ?? 0);
  while (booked.has(`${root}${round}`)) round += 1;
  return `${root}${round}`;
}

function closing(ledger: LedgerState, held: Position, settlement: Settlement): LedgerTransaction {
  const { ticker } = settlement;
  const first = `settle:${ticker}`;
  const isLate = ledger.booked.has(first);
  const payout = payoutOf(held.contracts, held.cost, settlement);
  const fee = isLate ? NO_MONEY : settlement.fee;
  const entries: LedgerEntry[] = [
    { account: 'cash', ticker, amount: subtractMoney(payout, fee) },
    { account: 'position-cost', ticker, amount: negateMoney(held.cost) },
    { account: 'fees', ticker, amount: fee },
    { account: 'realised', ticker, amount: negateMoney(subtractMoney(payout, held.cost)) },
  ];
  return {
    id: isLate ? freshId(ledger, ticker, `${first}:late-`) : first,
    at: settlement.settledAt,
    kind: 'settlement',
    ticker,
    contracts: signedCount(-held.contracts),
    entries: entries.filter((entry) => entry.amount !== 0),
    memo: termsOf(settlement),
  };
}

/** Sum of the entries of some accounts over several transactions, 1e-6 $. */
function sumOver(booked: readonly LedgerTransaction[], accounts: readonly Account[]): number {
  return booked
    .flatMap((each) => each.entries)
    .filter((entry) => accounts.includes(entry.account))
    .reduce((total, entry) => total + entry.amount, 0);
}

/** A later, different payout: the difference is appended, history stays (F22). */
function correction(
  ledger: LedgerState,
  booked: readonly LedgerTransaction[],
  settlement: Settlement,
): LedgerTransaction | null {
  const { ticker } = settlement;
  const cost = money(-sumOver(booked, ['position-cost']));
  const due =
    settlement.result === 'void'
      ? cost
      : booked.reduce(
          (sum, each) => sum + payoutOf(signedCount(-each.contracts), cost, settlement),
          0,
        );
  const amount = money(due - sumOver(booked, ['cash', 'fees']));
  if (amount === 0) return null;
  return {
    id: freshId(ledger, ticker, `settle-correction:${ticker}:`),
    at: settlement.settledAt,
    kind: 'correction',
    ticker,
    contracts: signedCount(0),
    entries: [
      { account: 'cash', ticker, amount },
      { account: 'realised', ticker, amount: negateMoney(amount) },
    ],
    memo: `settlement corrected to ${termsOf(settlement)}`,
  };
}

/**
 * Books a final settlement: the held contracts are paid the reported value and the cost is realised. Null when there
 * is nothing (more) to book. A fill that arrived after the settlement is settled in a further transaction; a changed
 * payout gives a correction.
 */
export function settle(ledger: LedgerState, settlement: Settlement): LedgerTransaction | null {
  const held = positionOf(ledger, settlement.ticker);
  const booked = ledger.settlements.get(settlement.ticker) ?? [];
  const open = held !== null && held.contracts !== 0;
  const transaction = open
    ? closing(ledger, held, settlement)
    : booked.length > 0
      ? correction(ledger, booked, settlement)
      : null;
  if (transaction !== null) assertBalanced(transaction);
  return transaction;
}
