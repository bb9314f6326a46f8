// Working orders first, then the latest finished ones. In: the orders topic. Out: a table; unknown stands out.
'use client';
import { useTopic } from '#components/live/use-topic.ts';
import { listState, Panel } from '#components/ui/panel.tsx';
import { mayStillFill } from '#lib/domain/order.ts';
import { shownOrders } from './order-view.ts';
import { OrdersTable } from './orders-table.tsx';

export function OrdersPanel() {
  const topic = useTopic('orders');
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
          <span className="text-ink-faint">{working} working</span>
        </>
      }
      state={listState(topic, { count: shown.length, empty: 'No orders in this session.' })}
    >
      <OrdersTable caption="Orders, working first" rows={shown} />
    </Panel>
  );
}
