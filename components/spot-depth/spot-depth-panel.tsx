// Kraken BTC/USD depth, seven levels a side. In: the spot row. Out: text that can be read and copied.
'use client';
import { Freshness } from '#components/live/freshness.tsx';
import type { LiveStore } from '#components/live/live-store.ts';
import { useLiveRow } from '#components/live/use-live.ts';
import { DepthTable } from '#components/ui/depth-table.tsx';
import { LOADING, Panel, READY } from '#components/ui/panel.tsx';
import { printDepth } from '#lib/format/depth.ts';
import { formatBtc, formatUsd } from '#lib/format/usd.ts';
import type { SpotRow } from '#lib/wire/market-rows.ts';

const DEPTH = 7;
const PRINT = { price: formatUsd, size: formatBtc };

const bookAt = (store: LiveStore) => store.row('spot', 'BTC/USD')?.bookAt ?? null;

function spreadText(row: SpotRow): string {
  if (row.bidUsd === null || row.askUsd === null) return 'one side is empty';
  return `spread ${formatUsd(row.askUsd - row.bidUsd)}`;
}

export function SpotDepthPanel() {
  const row = useLiveRow('spot', 'BTC/USD');
  return (
    <Panel
      id="spot-depth"
      title="Kraken depth"
      aside={<Freshness budget="kraken-book" at={bookAt} className="num panel-age" />}
      state={row === undefined ? LOADING : READY}
    >
      {row !== undefined && (
        <DepthTable
          caption="Kraken order book, asks above bids"
          priceHead="USD"
          sizeHead="BTC"
          {...printDepth(row, DEPTH, PRINT)}
          spread={spreadText(row)}
          depth={DEPTH}
        />
      )}
    </Panel>
  );
}
