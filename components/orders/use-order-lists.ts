// Stored orders and fills page by page. In: a filter. Out: what has been read, and the way to older ones.
'use client';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { fetchFills, fetchOrder, fetchOrders } from '#components/live/orders-client.ts';
import { useTopic } from '#components/live/use-topic.ts';
import { fillsQuery, type OrderFilter, ordersQuery } from './order-filter.ts';

const FIRST_PAGE: string | null = null;
/** What was read before is shown at once and read again: a list that is opened is as new as the store. */
const READ_AGAIN = { staleTime: 0, refetchOnWindowFocus: false } as const;
/** The engine tells of a fill while the database still writes it. */
const WRITTEN_MS = 1_000;

export function useStoredOrders(filter: OrderFilter) {
  return useInfiniteQuery({
    ...READ_AGAIN,
    queryKey: ['stored-orders', String(ordersQuery(filter, null))],
    initialPageParam: FIRST_PAGE,
    queryFn: async ({ pageParam }) => {
      const page = await fetchOrders(ordersQuery(filter, pageParam));
      if (!page.ok) throw new Error(page.text);
      return page;
    },
    getNextPageParam: (page) => page.next,
  });
}

/** Reads again when stored rows have become old; `ids` names them, and the same ones are read again only once. */
export function useOutdatedOrders(ids: readonly string[]): void {
  const client = useQueryClient();
  const which = ids.join();
  useEffect(() => {
    if (which === '') return;
    const timer = setTimeout(
      () => void client.invalidateQueries({ queryKey: ['stored-orders'] }),
      WRITTEN_MS,
    );
    return () => clearTimeout(timer);
  }, [client, which]);
}

/** Reads again when the desk hears of a new fill. */
export function useStoredFills(filter: OrderFilter) {
  const client = useQueryClient();
  const live = useTopic('fills');
  const newest = live.kind === 'ready' ? live.rows.map((row) => row.tradeId).join() : null;
  useEffect(() => {
    if (newest === null) return;
    const timer = setTimeout(
      () => void client.invalidateQueries({ queryKey: ['stored-fills'] }),
      WRITTEN_MS,
    );
    return () => clearTimeout(timer);
  }, [client, newest]);
  return useInfiniteQuery({
    ...READ_AGAIN,
    queryKey: ['stored-fills', String(fillsQuery(filter, null))],
    initialPageParam: FIRST_PAGE,
    queryFn: async ({ pageParam }) => {
      const page = await fetchFills(fillsQuery(filter, pageParam));
      if (!page.ok) throw new Error(page.text);
      return page;
    },
    getNextPageParam: (page) => page.next,
  });
}

/**
 * The life of one order. `seenAt` is the last change that the list or the desk knows of: as long as the store is behind
 * it, it is asked again.
 */
export function useOrderLife(clientOrderId: string, seenAt: number) {
  return useQuery({
    queryKey: ['stored-order', clientOrderId, seenAt],
    queryFn: () => fetchOrder(clientOrderId),
    placeholderData: (before) => (before?.ok ? before : undefined),
    refetchInterval: ({ state }) =>
      state.data?.ok && state.data.life.order.updatedAt < seenAt ? WRITTEN_MS : false,
  });
}
