// Everything the core may ask of the outside. Carried out by the engine, in order, after the step.

import type { CommandReply } from '#lib/domain/command.ts';
import type { CentiContracts } from '#lib/domain/count.ts';
import type { Resync } from '#lib/domain/feed.ts';
import type { ModelRequest } from '#lib/domain/forecast.ts';
import type { MarketTicker, OrderGroupId, VenueOrderId } from '#lib/domain/ids.ts';
import type { ApprovedOrder, Order } from '#lib/domain/order.ts';
import type { CentiCents } from '#lib/domain/price.ts';
import type { StoreRecord } from '#lib/domain/record.ts';
import type { Severity } from '#lib/domain/severity.ts';
import type { Decision } from '#lib/domain/verdict.ts';
import type { TimerName } from './event.ts';

export type Effect =
  /** All questions of one second, asked one after the other; each answer comes back as an event of its own. */
  | { readonly kind: 'run-model'; readonly requests: readonly ModelRequest[] }
  /** Commit the intent, tell the core (`stored`), then send: the one way an order leaves. */
  | { readonly kind: 'commit-then-send'; readonly order: ApprovedOrder }
  | {
      readonly kind: 'cancel';
      readonly venueOrderId: VenueOrderId;
      readonly ticker: MarketTicker;
      readonly shard: number;
    }
  /** Ask the exchange for one order, to hear whose it is; comes back as an `order-status` report, or not at all. */
  | { readonly kind: 'ask-order'; readonly venueOrderId: VenueOrderId }
  /** Leave only `to` contracts of a resting order open; it keeps its place in the queue. */
  | {
      readonly kind: 'decrease';
      readonly venueOrderId: VenueOrderId;
      readonly ticker: MarketTicker;
      readonly shard: number;
      readonly to: CentiContracts;
    }
  /** Commit the order with its `renewal`, look again at the door, then ask the venue for the later expiry alone. */
  | { readonly kind: 'commit-then-renew'; readonly order: Order }
  /** Close the gate outside too, trigger the group, cancel all, read twice; each step returns as a report. */
  | {
      readonly kind: 'kill';
      readonly latchId: string;
      readonly reason: string;
      readonly by: string;
    }
  | {
      readonly kind: 'release';
      readonly latchId: string;
      readonly by: string;
      readonly reason: string;
    }
  /** Test the order group at the exchange; comes back as a `proven`, `unproven` or `triggered` report. */
  | {
      readonly kind: 'prove-group';
      readonly orderGroupId: OrderGroupId;
      readonly ticker: MarketTicker;
      readonly low: CentiCents;
      readonly high: CentiCents;
    }
  | { readonly kind: 'reconcile'; readonly reason: string }
  | { readonly kind: 'resync'; readonly resync: Resync }
  | { readonly kind: 'watch'; readonly tickers: readonly MarketTicker[] }
  | { readonly kind: 'persist'; readonly records: readonly StoreRecord[] }
  /** Commit these however long it takes, then tell the core (`limits-stored`): the one way an edit comes into force. */
  | {
      readonly kind: 'commit-limits';
      readonly version: number;
      readonly records: readonly StoreRecord[];
    }
  | { readonly kind: 'decided'; readonly decision: Decision }
  | { readonly kind: 'reply'; readonly reply: CommandReply }
  | {
      readonly kind: 'alarm';
      readonly severity: Severity;
      readonly code: string;
      readonly text: string;
    }
  | { readonly kind: 'timer'; readonly timer: TimerName; readonly afterMs: number };
