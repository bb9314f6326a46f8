// Kraken BTC/USD: mid and index large, ten levels a side below. In: the spot row. Out: text that can be read and copied.
'use client';
import type { ReactNode } from 'react';
import { Freshness } from '#components/live/freshness.tsx';
import { LiveNumber } from '#components/live/live-number.tsx';
import type { LiveStore } from '#components/live/live-store.ts';
import { useLiveRow } from '#components/live/use-live.ts';
import { DepthTable } from '#components/ui/depth-table.tsx';
import { LOADING, Panel, READY } from '#components/ui/panel.tsx';
import { printDepth } from '#lib/format/depth.ts';
import { formatBtc, formatUsd, formatUsdDifference } from '#lib/format/usd.ts';
import type { SpotRow } from '#lib/wire/topics.ts';

const DEPTH = 7;
const PRINT = { price: formatUsd, size: formatBtc };

const mid = (row: SpotRow) => row.midUsd;
const index = (row: SpotRow) => row.indexUsd;
const bookAt = (store: LiveStore) => store.row('spot', 'BTC/USD')?.bookAt ?? null;
const indexAt = (store: LiveStore) => store.row('spot', 'BTC/USD')?.indexAt ?? null;

function spreadText(row: SpotRow): string {
  if (row.bidUsd === null || row.askUsd === null) return 'one side is empty';
  return `spread ${formatUsd(row.askUsd - row.bidUsd)}`;
}

function Price({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 flex-col">
      <span className="label">{label}</span>
      {children}
    </div>
  );
}

export function SpotDepthPanel() {
  const row = useLiveRow('spot', 'BTC/USD');
  return (
    <Panel
      id="spot-depth"
      title="Kraken BTC/USD"
      aside={<Freshness budget="kraken-book" at={bookAt} className="num" />}
      state={row === undefined ? LOADING : READY}
      scroll={false}
    >
      {row !== undefined && (
        <div className="flex h-full flex-col">
          <div className="flex items-end justify-between gap-2 border-b border-line px-2 py-1.5">
            <Price label="Mid">
              <LiveNumber
                topic="spot"
                rowKey="BTC/USD"
                read={mid}
                print={formatUsd}
                flash
                testId="spot-mid"
                className="num text-lg font-semibold"
              />
            </Price>
            <Price label="BRTI">
              <LiveNumber
                topic="spot"
                rowKey="BTC/USD"
                read={index}
                print={formatUsd}
                testId="index-value"
                className="num text-lg text-index"
              />
            </Price>
          </div>
          <p className="flex justify-between gap-2 border-b border-line px-2 py-0.5 text-2xs text-ink-faint">
            <span>
              Basis <span className="num text-ink-soft">{formatUsdDifference(row.basisUsd)}</span>
            </span>
            <span>
              BRTI age <Freshness budget="index" at={indexAt} className="num" />
            </span>
          </p>
          <div className="min-h-0 flex-1 overflow-auto">
            <DepthTable
              caption="Kraken order book, asks above bids"
              priceHead="USD"
              sizeHead="BTC"
              {...printDepth(row, DEPTH, PRINT)}
              spread={spreadText(row)}
              depth={DEPTH}
            />
          </div>
        </div>
      )}
    </Panel>
  );
}
