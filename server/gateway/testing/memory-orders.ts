// Stored orders and fills in memory, for tests. Out: an OrderStore that can be told to fail.
import { phaseOf } from '#lib/domain/order-phase.ts';
import type { OrderLife, StoredFillRow } from '#lib/wire/orders-http.ts';
import type { OrderRow } from '#lib/wire/trade-rows.ts';
import type { Cursor, OrderStore } from '#server/ports/order-store.ts';

export interface MemoryOrders extends OrderStore {
  readonly lives: OrderLife[];
  /** Newest first. */
  readonly fills: StoredFillRow[];
  /** While set, every call fails, as with a database that is gone. */
  isDown: boolean;
  /** Readings of fills that succeed before the database goes. */
  fillReads: number;
  /** While set, what is found does not decode. */
  unreadable: string | null;
}

/** An order that rests, bought YES. */
export function sampleOrder(id: string, atMs: number): OrderRow {
  return {
    ...{ clientOrderId: id, venueOrderId: `v-${id}`, ticker: 'KXBTCD-26NOV2011-T84899.99' },
    ...{ purpose: 'enter', side: 'bid', price: 4_600, count: 1_000, filled: 0, remaining: 1_000 },
    ...{ timeInForce: 'good_till_canceled', postOnly: true, state: 'resting', note: '' },
    ...{ feesMicro: 0, createdAt: atMs, updatedAt: atMs, expiresAt: atMs + 60_000 },
    ...{ decisionId: 'd-1', approvalId: null },
  };
}

/** A maker's fill of 2.5 contracts. */
export function sampleFill(seq: number, atMs: number): StoredFillRow {
  return {
    ...{ seq, tradeId: `t-${seq}`, venueOrderId: 'v-o-1', clientOrderId: 'o-1', side: 'bid' },
    ...{ ticker: 'KXBTCD-26NOV2011-T84899.99', price: 4_600, count: 250, feeMicro: 17_500 },
    ...{ isTaker: false, at: atMs, purpose: 'enter', source: 'stream' },
  };
}

/** One page after a cursor, as the database cuts it. */
function pageOf<Row>(
  rows: readonly Row[],
  wish: { readonly after: Cursor | null; readonly limit: number },
  cursorOf: (row: Row) => Cursor,
): { readonly rows: readonly Row[]; readonly next: Cursor | null } {
  const isAfter = (row: Row) => cursorOf(row).id === wish.after?.id;
  const from = wish.after === null ? 0 : rows.findIndex(isAfter) + 1;
  const page = rows.slice(from, from + wish.limit);
  const last = page.length < wish.limit ? undefined : page.at(-1);
  return { rows: page, next: last === undefined ? null : cursorOf(last) };
}

export function createMemoryOrders(): MemoryOrders {
  const store: MemoryOrders = {
    ...{ lives: [], fills: [], isDown: false, unreadable: null },
    fillReads: Number.POSITIVE_INFINITY,
    listOrders: ({ after, limit, ticker, phase, purpose }) =>
      up(() => {
        const rows = store.lives
          .map((life) => life.order)
          .filter((row) => ticker === null || row.ticker === ticker)
          .filter((row) => phase === null || phaseOf(row.state) === phase)
          .filter((row) => purpose === null || row.purpose === purpose);
        const cursorOf = (row: OrderRow) => ({ at: row.createdAt, id: row.clientOrderId });
        return { ...pageOf(rows, { after, limit }, cursorOf), unreadable: 0 };
      }),
    findOrder: (id) =>
      up(() => {
        if (store.unreadable !== null) return { kind: 'unreadable', reason: store.unreadable };
        const life = store.lives.find(({ order }) => order.clientOrderId === id);
        return life === undefined ? { kind: 'none' } : { kind: 'found', life };
      }),
    listFills: ({ after, limit, ticker, purpose }) =>
      up(() => {
        store.fillReads -= 1;
        if (store.fillReads < 0) throw new Error('the database is gone');
        const rows = store.fills
          .filter((row) => ticker === null || row.ticker === ticker)
          .filter((row) => purpose === null || row.purpose === purpose);
        return pageOf(rows, { after, limit }, (row) => ({ at: row.at, id: String(row.seq) }));
      }),
  };
  async function up<T>(work: () => T): Promise<T> {
    await Promise.resolve();
    if (store.isDown) throw new Error('the database is gone');
    return work();
  }
  return store;
}
