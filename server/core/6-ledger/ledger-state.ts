// The books, derived from transactions and nothing else. In: balanced transactions. Out: cash, positions, sums per day.
import { assertInvariant } from '#lib/check.ts';
import { signedCount } from '#lib/domain/count.ts';
import type { MarketTicker } from '#lib/domain/ids.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import {
  ACCOUNTS,
  type Account,
  type LedgerEntry,
  type LedgerTransaction,
  type Position,
} from '#lib/domain/ledger.ts';
import { addMoney, type MicroDollars, money, NO_MONEY, negateMoney } from '#lib/domain/money.ts';
import { rootOfRevision } from './revision-root.ts';

/** What one UTC day earned and paid. */
export interface DayResult {
  readonly realised: MicroDollars;
  readonly fees: MicroDollars;
  /** Highest realised − fees since the day began, at least 0. */
  readonly peak: MicroDollars;
  /** Positions closed at a loss since the last gain of the day. */
  readonly lossStreak: number;
}

/** A day without bookings. */
export const NO_DAY: DayResult = {
  realised: NO_MONEY,
  fees: NO_MONEY,
  peak: NO_MONEY,
  lossStreak: 0,
};

/** What corrections have changed about one fill since it was booked. */
export interface Revision {
  readonly ticker: MarketTicker | null;
  /** Paid more than booked at first, by the price and in fees. */
  readonly price: MicroDollars;
  readonly fees: MicroDollars;
  readonly times: number;
}

/** A fill as it was booked. */
export const NO_REVISION: Revision = { ticker: null, price: NO_MONEY, fees: NO_MONEY, times: 0 };

/** Owned by the spine, changed only by `applyTransaction`. */
export interface LedgerState {
  readonly balances: Map<Account, MicroDollars>;
  readonly positions: Map<MarketTicker, Position>;
  readonly days: Map<number, DayResult>;
  /** Realised − fees of each market when it was last flat: what a closed position earned is the difference. */
  readonly netWhenFlat: Map<MarketTicker, number>;
  /** Every transaction id ever booked: booking twice is a no-op (I14). */
  readonly booked: Set<string>;
  /** Settlements and their corrections per market, oldest first. */
  readonly settlements: Map<MarketTicker, LedgerTransaction[]>;
  /** Contracts that came into a market without a fill of ours, 1e-2, + YES − NO. */
  readonly adopted: Map<MarketTicker, number>;
  /** Fills told differently later, by the root of their corrections' ids (F60). */
  readonly revisions: Map<string, Revision>;
}

const DAY_MS = 86_400_000;

/** Empty books. */
export function createLedger(): LedgerState {
  return {
    balances: new Map(ACCOUNTS.map((account) => [account, NO_MONEY])),
    positions: new Map(),
    days: new Map(),
    netWhenFlat: new Map(),
    booked: new Set(),
    settlements: new Map(),
    adopted: new Map(),
    revisions: new Map(),
  };
}

/** The number of the UTC day `at` lies in. */
export function utcDay(at: WallMs): number {
  return Math.floor(at / DAY_MS);
}

/** Balance of one account, debit positive. */
export function balanceOf(ledger: LedgerState, account: Account): MicroDollars {
  return ledger.balances.get(account) ?? NO_MONEY;
}

/** Spendable cash by our own books. */
export function cashOf(ledger: LedgerState): MicroDollars {
  return balanceOf(ledger, 'cash');
}

/** The position in one market; null when there never was one. */
export function positionOf(ledger: LedgerState, ticker: MarketTicker): Position | null {
  return ledger.positions.get(ticker) ?? null;
}

/** An untouched market. */
function emptyPosition(ticker: MarketTicker): Position {
  return {
    ticker,
    contracts: signedCount(0),
    cost: NO_MONEY,
    fees: NO_MONEY,
    realised: NO_MONEY,
    settled: false,
  };
}

function sumOf(entries: readonly LedgerEntry[], account: Account): MicroDollars {
  return entries
    .filter((entry) => entry.account === account)
    .reduce((sum, entry) => addMoney(sum, entry.amount), NO_MONEY);
}

/** Throws `Invariant` when the entries do not sum to zero: such a transaction never reaches the books (I19). */
export function assertBalanced(transaction: LedgerTransaction): void {
  const total = transaction.entries.reduce((sum, entry) => sum + entry.amount, 0);
  if (total !== 0)
    assertInvariant(false, `transaction ${transaction.id} is out of balance by ${total}`);
}

/** Result of the position that this transaction closed, 1e-6 $; null when it closed none. */
function movePosition(ledger: LedgerState, transaction: LedgerTransaction): number | null {
  const { ticker, entries, kind } = transaction;
  if (ticker === null) return null;
  const before = positionOf(ledger, ticker) ?? emptyPosition(ticker);
  const after: Position = {
    ticker,
    contracts: signedCount(before.contracts + transaction.contracts),
    cost: addMoney(before.cost, sumOf(entries, 'position-cost')),
    fees: addMoney(before.fees, sumOf(entries, 'fees')),
    realised: addMoney(before.realised, negateMoney(sumOf(entries, 'realised'))),
    settled: kind === 'settlement' || (before.settled && kind === 'correction'),
  };
  if (!(after.contracts !== 0 || after.cost === 0))
    assertInvariant(false, `${ticker} is flat but still costs ${after.cost}`);
  ledger.positions.set(ticker, after);
  const closes = after.contracts === 0 && before.contracts !== 0;
  if (!closes || kind === 'opening') return null;
  const net = after.realised - after.fees;
  const result = net - (ledger.netWhenFlat.get(ticker) ?? 0);
  ledger.netWhenFlat.set(ticker, net);
  return result;
}

function addToDay(
  day: DayResult,
  transaction: LedgerTransaction,
  closed: number | null,
): DayResult {
  const realised = addMoney(day.realised, negateMoney(sumOf(transaction.entries, 'realised')));
  const fees = addMoney(day.fees, sumOf(transaction.entries, 'fees'));
  const streakAfter = (result: number) => (result < 0 ? day.lossStreak + 1 : 0);
  return {
    realised,
    fees,
    peak: money(Math.max(day.peak, realised - fees)),
    lossStreak: closed === null || closed === 0 ? day.lossStreak : streakAfter(closed),
  };
}

function addRevision(ledger: LedgerState, root: string, transaction: LedgerTransaction): void {
  const { price, fees, times } = ledger.revisions.get(root) ?? NO_REVISION;
  const { ticker, entries } = transaction;
  const fee = sumOf(entries, 'fees');
  const paid = negateMoney(addMoney(sumOf(entries, 'cash'), fee));
  ledger.revisions.set(root, {
    ticker,
    price: addMoney(price, paid),
    fees: addMoney(fees, fee),
    times: times + 1,
  });
}

/**
 * Books a transaction; false when its id is booked already, then nothing changes. Positions and sums follow from the
 * entries alone, so the same transactions from zero give the same books (I1).
 */
export function applyTransaction(ledger: LedgerState, transaction: LedgerTransaction): boolean {
  if (ledger.booked.has(transaction.id)) return false;
  assertBalanced(transaction);
  ledger.booked.add(transaction.id);
  for (const { account, amount } of transaction.entries)
    ledger.balances.set(account, addMoney(balanceOf(ledger, account), amount));
  const closed = movePosition(ledger, transaction);
  const day = utcDay(transaction.at);
  ledger.days.set(day, addToDay(ledger.days.get(day) ?? NO_DAY, transaction, closed));
  const { kind, ticker, contracts } = transaction;
  if (kind === 'opening' && ticker !== null)
    ledger.adopted.set(ticker, (ledger.adopted.get(ticker) ?? 0) + contracts);
  const revised = rootOfRevision(transaction.id);
  if (revised !== null) addRevision(ledger, revised, transaction);
  const settles = kind === 'settlement' || (kind === 'correction' && revised === null);
  if (settles && ticker !== null) {
    const earlier = ledger.settlements.get(ticker) ?? [];
    ledger.settlements.set(ticker, [...earlier, transaction]);
  }
  return true;
}

/**
 * Forgets what is kept about markets that are not among the `living`, to bound memory (F94); the caller names every one
 * with a position. Sums and the ids of what was booked stay.
 */
export function forgetPositions(ledger: LedgerState, living: ReadonlySet<MarketTicker>): void {
  const { positions, netWhenFlat, settlements, adopted, revisions } = ledger;
  for (const [root, { ticker }] of revisions)
    if (ticker !== null && !living.has(ticker)) revisions.delete(root);
  for (const ticker of positions.keys()) if (!living.has(ticker)) positions.delete(ticker);
  for (const ticker of netWhenFlat.keys()) if (!living.has(ticker)) netWhenFlat.delete(ticker);
  for (const ticker of settlements.keys()) if (!living.has(ticker)) settlements.delete(ticker);
  for (const ticker of adopted.keys()) if (!living.has(ticker)) adopted.delete(ticker);
}

/** The books from zero: start-up, and the standing check that projections still equal their source (I1). */
export function rebuildLedger(transactions: readonly LedgerTransaction[]): LedgerState {
  const ledger = createLedger();
  for (const transaction of transactions) applyTransaction(ledger, transaction);
  return ledger;
}
