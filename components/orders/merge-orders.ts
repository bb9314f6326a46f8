// The stored list with what the desk knows of it. In: stored and live rows, a filter. Out: rows that never contradict the desk.
import { mayStillFill } from '#lib/domain/order.ts';
import type { OrderRow } from '#lib/wire/trade-rows.ts';
import { fitsFilter, type OrderFilter } from './order-filter.ts';

export interface MergeParts {
  /** Newest first, as far as it has been read. */
  readonly stored: readonly OrderRow[];
  readonly live: readonly OrderRow[];
  readonly filter: OrderFilter;
  /** False while older orders are still to be read: a live one that old has its place further down. */
  readonly isWhole: boolean;
}

function newestFirst(left: OrderRow, right: OrderRow): number {
  const gap = right.createdAt - left.createdAt;
  if (gap !== 0) return gap;
  if (left.clientOrderId === right.clientOrderId) return 0;
  return left.clientOrderId < right.clientOrderId ? 1 : -1;
}

/**
 * Each order once, in the newer of its two forms. An order that the store has not been asked about yet comes from the
 * live table, and one that left the filter meanwhile goes.
 */
export function mergeOrders({ stored, live, filter, isWhole }: MergeParts): readonly OrderRow[] {
  const oldest = stored.at(-1)?.createdAt ?? Number.POSITIVE_INFINITY;
  const merged = new Map(stored.map((row) => [row.clientOrderId, row]));
  for (const row of live) {
    const known = merged.get(row.clientOrderId);
    const isNewer = known !== undefined && row.updatedAt >= known.updatedAt;
    const isNew = known === undefined && (isWhole || row.createdAt >= oldest);
    if (isNewer || isNew) merged.set(row.clientOrderId, row);
  }
  return [...merged.values()].filter((row) => fitsFilter(row, filter)).toSorted(newestFirst);
}

/**
 * Stored rows that say an order lives while the desk, which keeps every living order, does not know it: they are old.
 * `live` null: the desk has said nothing yet.
 */
export function outdatedOrders(
  stored: readonly OrderRow[],
  live: readonly OrderRow[] | null,
): readonly string[] {
  if (live === null) return [];
  const known = new Set(live.map((row) => row.clientOrderId));
  return stored
    .filter((row) => mayStillFill(row.state) && !known.has(row.clientOrderId))
    .map((row) => row.clientOrderId);
}
