// Stored orders, newest first, each in the state that the desk shows. In: a filter. Out: rows that open, page by page.
'use client';
import { useTopic } from '#components/live/use-topic.ts';
import { type Column, DataTable } from '#components/ui/data-table.tsx';
import { ListFoot } from '#components/ui/list-foot.tsx';
import { mergeOrders, outdatedOrders } from './merge-orders.ts';
import { OrderEntry } from './order-entry.tsx';
import type { OrderFilter } from './order-filter.ts';
import { useOutdatedOrders, useStoredOrders } from './use-order-lists.ts';

export interface OrderListProps {
  readonly filter: OrderFilter;
  readonly onMarket: (ticker: string) => void;
}

/** No room on a phone, and still a column: an opened order goes across all of them. */
const WIDE_ONLY = 'max-md:w-px max-md:overflow-hidden max-md:px-0';

const COLUMNS: readonly Column[] = [
  { key: 'made', name: 'Made, UTC', look: 'w-[148px] text-left max-md:w-[74px]' },
  { key: 'state', name: 'State', look: 'w-[72px] text-left max-md:w-[62px]' },
  { key: 'order', name: 'Order', look: 'w-[62px] text-left' },
  { key: 'market', name: 'Market', look: 'text-left md:w-[24%]' },
  { key: 'price', name: '¢', look: 'w-[44px]' },
  { key: 'filled', name: 'Filled', look: 'w-[66px] max-md:w-[54px]' },
  { key: 'fees', name: 'Fees', look: `w-[66px] ${WIDE_ONLY}` },
  { key: 'changed', name: 'Changed', look: `w-[68px] ${WIDE_ONLY}` },
  { key: 'note', name: 'Note', look: `text-left ${WIDE_ONLY}` },
];

export function OrderList({ filter, onMarket }: OrderListProps) {
  const query = useStoredOrders(filter);
  const topic = useTopic('orders');
  const pages = query.data?.pages ?? [];
  const stored = pages.flatMap((page) => page.rows);
  const unreadable = pages.reduce((sum, page) => sum + page.unreadable, 0);
  const known = topic.kind === 'ready' && query.isSuccess ? topic.rows : null;
  const live = known ?? [];
  useOutdatedOrders(outdatedOrders(stored, known));
  const rows = mergeOrders({ stored, live, filter, isWhole: !query.hasNextPage });
  return (
    <>
      <DataTable caption="Stored orders, newest first" columns={COLUMNS}>
        <tbody>
          {rows.map((row) => (
            <OrderEntry
              key={row.clientOrderId}
              row={row}
              columns={COLUMNS.length}
              onMarket={onMarket}
            />
          ))}
        </tbody>
      </DataTable>
      <ListFoot
        query={query}
        count={rows.length}
        noun="orders"
        empty="No orders of this kind are stored."
        note={
          unreadable === 0
            ? null
            : `${unreadable} stored in a form that this build cannot read: not shown`
        }
      />
    </>
  );
}
