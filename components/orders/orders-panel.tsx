// Working orders first, then the latest finished ones. In: the orders topic. Out: a table; unknown stands out.
'use client';
import { useTopic } from '#components/live/use-topic.ts';
import { LOADING, Panel, type PanelState, READY } from '#components/ui/panel.tsx';
import { mayStillFill } from '#lib/domain/order.ts';
import { OrderLine } from './order-line.tsx';
import { shownOrders } from './order-view.ts';

function stateOf(isLoading: boolean, count: number): PanelState {
  if (isLoading) return LOADING;
  return count === 0 ? { kind: 'empty', text: 'No orders in this session.' } : READY;
}

export function OrdersPanel() {
  const topic = useTopic('orders');
  const rows = topic.kind === 'ready' ? shownOrders(topic.rows) : [];
  const working = rows.filter((row) => mayStillFill(row.state)).length;
  const unknown = rows.filter((row) => row.state === 'unknown').length;
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
      state={stateOf(topic.kind === 'loading', rows.length)}
    >
      <table className="data-table">
        <caption className="sr-only">Orders, working first</caption>
        <thead>
          <tr>
            <th scope="col" className="text-left">
              State
            </th>
            <th scope="col" className="text-left">
              Order
            </th>
            <th scope="col">Price</th>
            <th scope="col">Filled</th>
            <th scope="col" className="right-0">
              <span className="sr-only">Cancel</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <OrderLine key={row.clientOrderId} row={row} />
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
