// Kraken mid and BRTI in large numerals with their basis: the two prices everything else hangs on.
'use client';
import type { ReactNode } from 'react';
import { Freshness } from '#components/live/freshness.tsx';
import { LiveNumber } from '#components/live/live-number.tsx';
import type { LiveStore } from '#components/live/live-store.ts';
import { formatUsd, formatUsdDifference } from '#lib/format/usd.ts';
import type { SpotRow } from '#lib/wire/market-rows.ts';

const mid = (row: SpotRow) => row.midUsd;
const index = (row: SpotRow) => row.indexUsd;
const basis = (row: SpotRow) => row.basisUsd;
const basisSd = (row: SpotRow) => row.basisSdUsd;
const printBand = (usd: number | null) => `± ${formatUsd(usd)}`;
const bookAt = (store: LiveStore) => store.row('spot', 'BTC/USD')?.bookAt ?? null;
const indexAt = (store: LiveStore) => store.row('spot', 'BTC/USD')?.indexAt ?? null;

interface PriceProps {
  readonly label: string;
  /** Stroke of its line in the chart below. */
  readonly look?: string;
  readonly age: ReactNode;
  readonly children: ReactNode;
}

function Price({ label, look, age, children }: PriceProps) {
  return (
    <div className="flex min-w-0 flex-col">
      <span className="label">
        {look !== undefined && (
          <span aria-hidden="true" className={`mr-1 inline-block w-4 align-middle ${look}`} />
        )}
        {label} {age}
      </span>
      {children}
    </div>
  );
}

export function PriceHead() {
  return (
    <div className="flex flex-wrap items-end gap-x-6 border-b border-line px-2 py-1">
      <Price
        label="Kraken mid"
        look="border-accent border-t-2"
        age={<Freshness budget="kraken-book" at={bookAt} className="num" />}
      >
        <LiveNumber
          topic="spot"
          rowKey="BTC/USD"
          read={mid}
          print={formatUsd}
          flash
          testId="spot-mid"
          className="num inline-block w-[10ch] text-xl font-semibold"
        />
      </Price>
      <Price
        label="BRTI"
        look="border-index border-t"
        age={<Freshness budget="index" at={indexAt} className="num" />}
      >
        <LiveNumber
          topic="spot"
          rowKey="BTC/USD"
          read={index}
          print={formatUsd}
          testId="index-value"
          className="num inline-block w-[10ch] text-xl text-index"
        />
      </Price>
      <Price
        label="Basis"
        age={
          <LiveNumber
            topic="spot"
            rowKey="BTC/USD"
            read={basisSd}
            print={printBand}
            testId="basis-band"
            className="num"
          />
        }
      >
        <LiveNumber
          topic="spot"
          rowKey="BTC/USD"
          read={basis}
          print={formatUsdDifference}
          className="num inline-block w-[8ch] text-xl text-ink-soft"
        />
      </Price>
    </div>
  );
}
