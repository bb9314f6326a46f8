// Live orders as a table with their cancel buttons; rows hold still under the pointer. In: rows in order. Out: a table.
'use client';
import { type Column, DataTable, RowsByPlace } from '#components/ui/data-table.tsx';
import { useSteadyRows } from '#components/ui/use-steady-rows.ts';
import type { OrderRow } from '#lib/wire/trade-rows.ts';
import { OrderLine } from './order-line.tsx';

export interface OrdersTableProps {
  readonly caption: string;
  readonly rows: readonly OrderRow[];
}

const COLUMNS: readonly Column[] = [
  { key: 'state', name: 'State', look: 'w-[70px] text-left' },
  { key: 'order', name: 'Order', look: 'text-left' },
  { key: 'price', name: 'Price', look: 'w-[44px]' },
  { key: 'filled', name: 'Filled', look: 'w-[54px]' },
  { key: 'cancel', name: 'Cancel', look: 'w-[62px] pointer-coarse:w-[76px]', isNameHidden: true },
];

const idOf = (row: OrderRow) => row.clientOrderId;

export function OrdersTable({ caption, rows }: OrdersTableProps) {
  const steady = useSteadyRows(rows, idOf);
  return (
    <DataTable caption={caption} columns={COLUMNS} data-actions="" {...steady.hold}>
      <RowsByPlace rows={steady.rows} draw={(row) => <OrderLine row={row} />} />
    </DataTable>
  );
}
