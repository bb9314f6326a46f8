// What the simulated Kalshi tells its subscribers, and the records in it. Types only; units as in exchange-api.ts.
import type { PositionSnapshot } from './account-shapes.ts';
import type { BookSide, Leg } from './market-shapes.ts';
import type { OrderView } from './order-shapes.ts';

/** What the exchange tells its subscribers, in engine order. */
export type ExchangeEvent =
  | {
      readonly kind: 'book_delta';
      readonly ticker: string;
      readonly leg: Leg;
      /** Scale of the leg itself: a NO bid at 0.52 is 5 200. */
      readonly priceCentiCents: number;
      readonly deltaCentiContracts: number;
      readonly accountId: string;
      readonly clientOrderId: string;
      readonly atMs: number;
    }
  | { readonly kind: 'trade'; readonly trade: TradeRecord }
  | { readonly kind: 'ticker'; readonly ticker: string; readonly atMs: number }
  | { readonly kind: 'fill'; readonly fill: FillRecord }
  | {
      readonly kind: 'order';
      /** The order as it stood at this step. */
      readonly order: OrderView;
      readonly reason: OrderUpdateReason | undefined;
      readonly atMs: number;
    }
  | {
      readonly kind: 'position';
      readonly accountId: string;
      /** The position as it stood at this step. */
      readonly position: PositionSnapshot;
      readonly atMs: number;
    }
  | {
      readonly kind: 'order_group';
      readonly accountId: string;
      readonly groupId: string;
      readonly event: 'created' | 'triggered' | 'reset' | 'deleted' | 'limit_updated';
      readonly limitCentiContracts: number;
      readonly atMs: number;
    }
  | {
      readonly kind: 'lifecycle';
      readonly ticker: string;
      readonly event: LifecycleEvent;
      readonly atMs: number;
    }
  | { readonly kind: 'event_created'; readonly eventTicker: string; readonly atMs: number }
  | { readonly kind: 'index'; readonly print: IndexPrint; readonly receivedAtMs: number };

export type LifecycleEvent =
  | 'created'
  | 'activated'
  | 'deactivated'
  | 'close_date_updated'
  | 'price_level_structure_updated'
  | 'metadata_updated'
  | 'determined'
  | 'settled';

/** WS `last_update_reason` (kalshi-api §5.6); undefined on creation. */
export type OrderUpdateReason =
  | 'Decrease'
  | 'Amend'
  | 'MarginCancel'
  | 'SelfTradeCancel'
  | 'ExpiryCancel'
  | 'CloseCancel'
  | 'HaltCancel'
  | 'Trade'
  | 'PostOnlyCrossCancel'
  | 'ReduceOnlyCancel'
  | 'SettlementBoundsCancel';

export interface TradeRecord {
  readonly tradeId: string;
  readonly ticker: string;
  readonly priceCentiCents: number;
  readonly countCentiContracts: number;
  readonly takerSide: BookSide;
  readonly atMs: number;
}

export interface FillRecord {
  readonly tradeId: string;
  readonly accountId: string;
  readonly orderId: string;
  readonly clientOrderId: string;
  readonly ticker: string;
  readonly exchangeIndex: number;
  readonly side: BookSide;
  readonly priceCentiCents: number;
  readonly countCentiContracts: number;
  readonly isTaker: boolean;
  readonly feeMicro: number;
  readonly postPositionCentiContracts: number;
  readonly atMs: number;
}

export interface IndexPrint {
  /** Dollars; two decimals as the index publishes. */
  readonly valueUsd: number;
  readonly sourceMs: number;
}
