// Working orders first, then the latest finished ones. In: the orders topic. Out: a table; unknown stands out.
'use client';
import { useDeskStatus } from '#components/live/desk-status.ts';
import { emptyText } from '#components/live/empty-text.ts';
import { useTopic } from '#components/live/use-topic.ts';
import { listState, Panel } from '#components/ui/panel.tsx';
import { mayStillFill } from '#lib/domain/order.ts';
import { shownOrders } from './order-view.ts';
import { OrdersTable } from './orders-table.tsx';

export function OrdersPanel() {
  const topic = useTopic('orders');
  const status = useDeskStatus();
  const shown = topic.kind === 'ready' ? shownOrders(topic.rows) : [];
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
      <OrdersTable caption="Orders, working first" rows={shown} />
    </Panel>
  );
}
