// Port: reading stored orders and fills for the console. The ledger store writes them; nothing here does.
import type { OrderPurpose } from '#lib/domain/order.ts';
import type { OrderPhase } from '#lib/domain/order-phase.ts';
import type { OrderLife, StoredFillRow } from '#lib/wire/orders-http.ts';
import type { OrderRow } from '#lib/wire/trade-rows.ts';

/** A place in a list: rows after it are older. */
export interface Cursor {
  /** Unix ms. */
  readonly at: number;
  /** Tells rows of one instant apart. */
  readonly id: string;
}

export interface OrderQuery {
  /** Null = from the newest on. */
  readonly after: Cursor | null;
  /** Null = all, as for the two below. */
  readonly ticker: string | null;
  readonly phase: OrderPhase | null;
  readonly purpose: OrderPurpose | null;
  readonly limit: number;
}

export interface OrderPage {
  readonly rows: readonly OrderRow[];
  /** Rows that another build stored in a form that this one cannot read: told, not hidden. */
  readonly unreadable: number;
  readonly next: Cursor | null;
}

export type FillQuery = Omit<OrderQuery, 'phase'>;

export interface FillPage {
  readonly rows: readonly StoredFillRow[];
  readonly next: Cursor | null;
}

/** unreadable: stored by another build, in a shape this one does not know. */
export type StoredOrderLife =
  | { readonly kind: 'found'; readonly life: OrderLife }
  | { readonly kind: 'none' }
  | { readonly kind: 'unreadable'; readonly reason: string };

export interface OrderStore {
  /** Newest first by the time they were made. Rejects when the database does not answer. */
  listOrders(query: OrderQuery): Promise<OrderPage>;
  findOrder(clientOrderId: string): Promise<StoredOrderLife>;
  /** Newest first by the venue's time. A row that does not decode rejects: a list of fills with a hole is worse than none. */
  listFills(query: FillQuery): Promise<FillPage>;
}
