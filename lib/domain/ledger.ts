// The double-entry ledger: every transaction sums to zero, rows are only ever appended.
import type { SignedCentiContracts } from './count.ts';
import type { MarketTicker } from './ids.ts';
import type { WallMs } from './instant.ts';
import type { MicroDollars } from './money.ts';

/**
 * cash: spendable on the shard · position-cost: what open contracts cost · fees · realised: profit and loss booked
 * at close or settlement · capital: opening balance and transfers, the other side of cash.
 */
export const ACCOUNTS = ['cash', 'position-cost', 'fees', 'realised', 'capital'] as const;
export type Account = (typeof ACCOUNTS)[number];

export interface LedgerEntry {
  readonly account: Account;
  readonly ticker: MarketTicker | null;
  /** Debit positive, credit negative; Σ over a transaction = 0. */
  readonly amount: MicroDollars;
}

export interface LedgerTransaction {
  /** Pure function of its cause (`fill:<trade>:<order>`, `settle:<ticker>`, …): booking twice is a no-op. */
  readonly id: string;
  readonly at: WallMs;
  readonly kind: 'opening' | 'fill' | 'settlement' | 'correction' | 'transfer';
  readonly ticker: MarketTicker | null;
  readonly contracts: SignedCentiContracts;
  readonly entries: readonly LedgerEntry[];
  readonly memo: string;
}

/** A position derived from the ledger; `cost` is what the open contracts cost (NO contracts at 1 − price). */
export interface Position {
  readonly ticker: MarketTicker;
  readonly contracts: SignedCentiContracts;
  readonly cost: MicroDollars;
  readonly fees: MicroDollars;
  readonly realised: MicroDollars;
  readonly settled: boolean;
}
