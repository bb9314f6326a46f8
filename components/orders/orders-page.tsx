// The page of orders and fills: what works now with its cancel buttons, then everything stored, each order with its life.
'use client';
import { useSearchParams } from 'next/navigation';
import { useDeskStatus } from '#components/live/desk-status.ts';
import { emptyText } from '#components/live/empty-text.ts';
import { useTopic } from '#components/live/use-topic.ts';
import { Button } from '#components/ui/button.tsx';
import { listState, Panel } from '#components/ui/panel.tsx';
import { mayStillFill } from '#lib/domain/order.ts';
import { FillList } from './fill-list.tsx';
import { FilterBar } from './filter-bar.tsx';
import { fillsQuery, filterHref, filterOf, type OrderFilter } from './order-filter.ts';
import { OrderLifeView } from './order-life.tsx';
import { OrderList } from './order-list.tsx';
import { shownOrders } from './order-view.ts';
import { OrdersTable } from './orders-table.tsx';

/** Live, on top and of one height: what comes and goes here moves nothing below. */
function WorkingOrders() {
  const topic = useTopic('orders');
  const status = useDeskStatus();
  const live = topic.kind === 'ready' ? topic.rows : [];
  const working = shownOrders(live).filter((row) => mayStillFill(row.state));
  const unknown = working.filter((row) => row.state === 'unknown').length;
  return (
    <div className="grid h-44 border border-line">
      <Panel
        id="working-orders"
        title="Working now"
        aside={
          <>
            {unknown > 0 && <strong className="text-severity-critical">{unknown} unknown</strong>}
            <span className="text-ink-faint">
              {working.length > 0 || status?.isAccountRead === true ? working.length : '–'} working
            </span>
          </>
        }
        state={listState(topic, {
          count: working.length,
          empty: emptyText(status, { none: 'No order may fill now.', what: 'orders' }),
        })}
      >
        <OrdersTable caption="Orders that may still fill, newest first" rows={working} />
      </Panel>
    </div>
  );
}

interface OneOrderProps {
  readonly clientOrderId: string;
  readonly onClose: () => void;
}

function OneOrder({ clientOrderId, onClose }: OneOrderProps) {
  const topic = useTopic('orders');
  const live = topic.kind === 'ready' ? topic.rows : [];
  const row = live.find((each) => each.clientOrderId === clientOrderId);
  return (
    <section aria-label="One order" className="border border-line bg-surface">
      <h2 className="flex items-center justify-between gap-2 border-b border-line px-2 py-1 text-xs font-semibold text-ink-soft">
        <span className="num truncate">{clientOrderId}</span>
        <Button onClick={onClose}>Close</Button>
      </h2>
      <OrderLifeView clientOrderId={clientOrderId} seenAt={row?.updatedAt ?? 0} />
    </section>
  );
}

export function OrdersPage() {
  const filter = filterOf(useSearchParams());
  const change = (changes: Partial<OrderFilter>) =>
    window.history.replaceState(null, '', filterHref({ ...filter, ...changes }));
  const onMarket = (ticker: string) => change({ ticker });
  const isFills = filter.view === 'fills';
  return (
    <main data-testid="orders-page" className="grid grid-cols-[minmax(0,1fr)] gap-2 p-2">
      <WorkingOrders />
      {filter.order !== null && (
        <OneOrder clientOrderId={filter.order} onClose={() => change({ order: null })} />
      )}
      <section
        aria-label={isFills ? 'Stored fills' : 'Stored orders'}
        className="border border-line bg-surface"
      >
        <h2 className="flex items-center justify-between gap-2 border-b border-line px-2 py-1 text-xs font-semibold text-ink-soft">
          {isFills ? 'Stored fills' : 'Stored orders'}
          {isFills && (
            <span className="flex gap-3 font-normal">
              <a
                href="/pnl#pnl-fills"
                title="There a fee holds what the exchange corrected later"
                className="underline underline-offset-2 hover:text-ink"
              >
                With corrections
              </a>
              <a
                href={`/api/fills.csv?${fillsQuery(filter, null)}`}
                download=""
                data-testid="fills-csv"
                className="underline underline-offset-2 hover:text-ink"
              >
                All as first told, CSV
              </a>
            </span>
          )}
        </h2>
        <FilterBar filter={filter} onChange={change} />
        {isFills ? (
          <FillList filter={filter} onMarket={onMarket} />
        ) : (
          <OrderList filter={filter} onMarket={onMarket} />
        )}
      </section>
    </main>
  );
}
