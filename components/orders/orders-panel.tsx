// Working orders first, then the latest finished ones. In: the orders topic. Out: a table; unknown stands out.
'use client';
import { useDeskStatus } from '#components/live/desk-status.ts';
import { emptyText } from '#components/live/empty-text.ts';
import { useTopic } from '#components/live/use-topic.ts';
import { listState, Panel } from '#components/ui/panel.tsx';
import { PauseButton } from '#components/ui/pause-button.tsx';
import { usePausedRows } from '#components/ui/use-paused-rows.ts';
import { mayStillFill } from '#lib/domain/order.ts';
import type { OrderRow } from '#lib/wire/trade-rows.ts';
import { shownOrders } from './order-view.ts';
import { OrdersTable } from './orders-table.tsx';

const idOf = (row: OrderRow) => row.clientOrderId;

export function OrdersPanel() {
  const topic = useTopic('orders');
  const status = useDeskStatus();
  const all = topic.kind === 'ready' ? topic.rows : [];
  const shown = shownOrders(all);
  const { rows, pause } = usePausedRows(shown, all, idOf);
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
          <PauseButton pause={pause} what="orders" />
        </>
      }
      state={listState(topic, {
        count: shown.length,
        empty: emptyText(status, { none: 'No orders in this session.', what: 'orders' }),
      })}
    >
      <OrdersTable caption="Orders, working first" rows={rows} />
    </Panel>
  );
}
