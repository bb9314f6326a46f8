// Working orders first, then the latest finished ones. In: the orders topic. Out: a table; unknown stands out.
'use client';
import { useDeskStatus } from '#components/live/desk-status.ts';
import { emptyText } from '#components/live/empty-text.ts';
import { useTopic } from '#components/live/use-topic.ts';
import { type Column, DataTable, RowsByPlace } from '#components/ui/data-table.tsx';
import { listState, Panel } from '#components/ui/panel.tsx';
import { useSteadyRows } from '#components/ui/use-steady-rows.ts';
import { mayStillFill } from '#lib/domain/order.ts';
import type { OrderRow } from '#lib/wire/topics.ts';
import { OrderLine } from './order-line.tsx';
import { shownOrders } from './order-view.ts';

const COLUMNS: readonly Column[] = [
  { key: 'state', name: 'State', look: 'w-[70px] text-left' },
  { key: 'order', name: 'Order', look: 'text-left' },
  { key: 'price', name: 'Price', look: 'w-[44px]' },
  { key: 'filled', name: 'Filled', look: 'w-[54px]' },
  { key: 'cancel', name: 'Cancel', look: 'w-[62px] pointer-coarse:w-[76px]', isNameHidden: true },
];

const idOf = (row: OrderRow) => row.clientOrderId;

export function OrdersPanel() {
  const topic = useTopic('orders');
  const status = useDeskStatus();
  const shown = topic.kind === 'ready' ? shownOrders(topic.rows) : [];
  const { rows, hold } = useSteadyRows(shown, idOf);
  const working = shown.filter((row) => mayStillFill(row.state)).length;
  const unknown = shown.filter((row) => row.state === 'unknown').length;
  return (
    <Panel
      id="orders"
      title="Orders"
      aside={
        <>
          {unknown > 0 && <strong className="text-severity-critical">{unknown} unknown</strong>}
          {(working > 0 || status?.isAccountRead === true) && (
            <span className="text-ink-faint">{working} working</span>
          )}
        </>
      }
      state={listState(topic, {
        count: shown.length,
        empty: emptyText(status, { none: 'No orders in this session.', what: 'orders' }),
      })}
    >
      <DataTable caption="Orders, working first" columns={COLUMNS} data-actions="" {...hold}>
        <RowsByPlace rows={rows} draw={(row) => <OrderLine row={row} />} />
      </DataTable>
    </Panel>
  );
}
