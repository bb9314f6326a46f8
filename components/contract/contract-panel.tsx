// The selected market's book on the YES scale, with our own resting size beside each price.
'use client';
import { type ReactNode, useCallback } from 'react';
import { Freshness } from '#components/live/freshness.tsx';
import type { LiveStore } from '#components/live/live-store.ts';
import { useSelectedMarket } from '#components/live/selected-market.tsx';
import { type LiveView, useLiveRow, useLiveView } from '#components/live/use-live.ts';
import { useMarketTitle } from '#components/live/use-market-title.ts';
import { useTopic } from '#components/live/use-topic.ts';
import { DepthTable } from '#components/ui/depth-table.tsx';
import { LOADING, Panel, type PanelState, READY } from '#components/ui/panel.tsx';
import { mayStillFill } from '#lib/domain/order.ts';
import { formatContracts, formatSize } from '#lib/format/contracts.ts';
import { printDepth } from '#lib/format/depth.ts';
import { formatCents } from '#lib/format/price.ts';
import type { BookRow } from '#lib/wire/market-rows.ts';
import type { OrderRow } from '#lib/wire/trade-rows.ts';

const DEPTH = 7;
const PRINT = { price: formatCents, size: formatSize };

const HAS_BOOKS: LiveView<'book', boolean> = {
  topic: 'book',
  select: (table) => table !== null,
  equal: Object.is,
};

/** Our remaining contracts by side and price, e.g. "bid 4600" → 1000. */
function ownSizes(orders: readonly OrderRow[], ticker: string): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>();
  for (const order of orders) {
    if (order.ticker !== ticker || !mayStillFill(order.state)) continue;
    const key = `${order.side} ${order.price}`;
    sizes.set(key, (sizes.get(key) ?? 0) + order.remaining);
  }
  return sizes;
}

function Book({ row, ticker }: { row: BookRow; ticker: string }) {
  const orders = useTopic('orders');
  const sizes = ownSizes(orders.kind === 'ready' ? orders.rows : [], ticker);
  const printed = printDepth(row, DEPTH, PRINT);
  const mark = (side: 'bid' | 'ask') =>
    printed[`${side}s`].map((level, index) => {
      const size = sizes.get(`${side} ${row[`${side}s`][index]?.price}`);
      return { ...level, mine: size === undefined ? undefined : formatContracts(size) };
    });
  const best = { bid: row.bids[0]?.price, ask: row.asks[0]?.price };
  const spread =
    best.bid === undefined || best.ask === undefined
      ? 'one side is empty'
      : `spread ${formatCents(best.ask - best.bid)}`;
  return (
    <DepthTable
      caption={`Order book of ${ticker}, YES scale, asks above bids`}
      priceHead="YES ¢"
      sizeHead="Size"
      bids={mark('bid')}
      asks={mark('ask')}
      spread={spread}
      depth={DEPTH}
      hasMine
    />
  );
}

function stateOf(ticker: string | null, row: BookRow | undefined, hasBooks: boolean): PanelState {
  if (!hasBooks) return LOADING;
  if (ticker === null) return { kind: 'empty', text: 'No market is listed.' };
  return row === undefined ? { kind: 'empty', text: 'No book for this market.' } : READY;
}

export interface ContractPanelProps {
  /** Opens an order by hand for this market. */
  readonly ticket: ReactNode;
}

export function ContractPanel({ ticket }: ContractPanelProps) {
  const { ticker } = useSelectedMarket();
  const key = ticker ?? '';
  const row = useLiveRow('book', key);
  const market = useLiveRow('ladder', key);
  const title = useMarketTitle(key);
  const hasBooks = useLiveView(HAS_BOOKS);
  const connectionAt = useCallback(
    (store: LiveStore) => store.row('feeds', 'kalshi-connection')?.lastAt ?? null,
    [],
  );
  const trust = market?.book ?? 'waiting';
  return (
    <Panel
      id="contract"
      title={
        <>
          Book <span className="truncate font-normal text-ink">{title}</span>
        </>
      }
      aside={
        <>
          {trust !== 'live' && ticker !== null && (
            <strong className="text-severity-warning" title={market?.bookDetail}>
              book {trust}
            </strong>
          )}
          {ticket}
          <Freshness budget="kalshi-connection" at={connectionAt} className="num panel-age" />
        </>
      }
      state={stateOf(ticker, row, hasBooks)}
    >
      {row !== undefined && ticker !== null && (
        <div data-old={trust === 'broken'}>
          <Book row={row} ticker={ticker} />
        </div>
      )}
    </Panel>
  );
}
