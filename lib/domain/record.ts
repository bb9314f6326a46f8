// Durable changes as values: what the core asks the store to commit, in order, batch by batch.
import type { Approval } from './approval.ts';
import type { CheckCount } from './census.ts';
import type { CommandReply, OperatorCommand } from './command.ts';
import type { OrderGroupId } from './ids.ts';
import type { Incident } from './incident.ts';
import type { WallMs } from './instant.ts';
import type { KillLatch } from './kill.ts';
import type { LedgerTransaction } from './ledger.ts';
import type { LimitVersion } from './limit-version.ts';
import type { ModelSwitch } from './model-switch.ts';
import type { Order, OrderRequest } from './order.ts';
import type { FillReport } from './report.ts';
import type { SettledQuote } from './settled-quote.ts';
import type { Decision } from './verdict.ts';

/** One durable change. A batch is one transaction: all of it or none. */
export type StoreRecord =
  | { readonly kind: 'decision'; readonly decision: Decision }
  | { readonly kind: 'intent'; readonly request: OrderRequest }
  | { readonly kind: 'order'; readonly order: Order }
  | { readonly kind: 'fill'; readonly fill: FillReport }
  | { readonly kind: 'ledger'; readonly transaction: LedgerTransaction }
  | { readonly kind: 'approval'; readonly approval: Approval }
  | { readonly kind: 'kill'; readonly latch: KillLatch }
  | {
      readonly kind: 'release';
      readonly latchId: string;
      readonly by: string;
      readonly reason: string;
      readonly at: number;
    }
  | {
      readonly kind: 'audit';
      readonly at: number;
      readonly by: string;
      readonly action: string;
      /** JSON text of what was shown and what was answered. */
      readonly detail: string;
    }
  | { readonly kind: 'census'; readonly at: WallMs; readonly counts: readonly CheckCount[] }
  | { readonly kind: 'incident'; readonly incident: Incident }
  | { readonly kind: 'evidence'; readonly quote: SettledQuote }
  | { readonly kind: 'order-group'; readonly orderGroupId: OrderGroupId; readonly shard: number }
  | ({ readonly kind: 'limits' } & LimitVersion)
  | ({ readonly kind: 'model-switch' } & ModelSwitch)
  | { readonly kind: 'command'; readonly command: OperatorCommand; readonly reply: CommandReply };
