// Port: durable truth. An intent is committed here before the first byte of its order leaves.
import type { Approval } from '#lib/domain/approval.ts';
import type { CheckCount } from '#lib/domain/census.ts';
import type { OrderGroupId } from '#lib/domain/ids.ts';
import type { Incident } from '#lib/domain/incident.ts';
import type { KillLatch } from '#lib/domain/kill.ts';
import type { LedgerTransaction } from '#lib/domain/ledger.ts';
import type { ModelSwitch } from '#lib/domain/model-switch.ts';
import type { Order } from '#lib/domain/order.ts';
import type { StoreRecord } from '#lib/domain/record.ts';
import type { FillReport } from '#lib/domain/report.ts';
import type { SettledQuote } from '#lib/domain/settled-quote.ts';

/** What start-up recovery needs. */
export interface StoredState {
  readonly orderGroupId: OrderGroupId | null;
  readonly orders: readonly Order[];
  readonly transactions: readonly LedgerTransaction[];
  readonly fills: readonly FillReport[];
  readonly latch: KillLatch | null;
  /** Approvals of this UTC day, for the first-of-day rule and the pending list. */
  readonly approvals: readonly Approval[];
  /** The newest settled quotes of each time-to-close bucket, oldest first. */
  readonly evidence: readonly SettledQuote[];
  /** What the gate's checks had done; absent where none were counted. */
  readonly census?: readonly CheckCount[];
  /** The last word of a person on each model; absent where none was ever said. */
  readonly modelSwitches?: readonly ModelSwitch[];
  /** Incidents that are open, wait for a person, or are recent; absent where none were kept. */
  readonly incidents?: readonly Incident[];
}

export interface LedgerStore {
  /** Resolves once the batch is committed and fsynced; rejects when it is not known to be. */
  commit(records: readonly StoreRecord[]): Promise<void>;
  load(): Promise<StoredState>;
  /** True while commits succeed within their deadline. */
  healthy(): boolean;
  close(): Promise<void>;
}
