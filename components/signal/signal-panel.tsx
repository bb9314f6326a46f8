// The selected market's signal: fair value beside the market's price, confidence, model, and the settlement window.
'use client';
import { useCallback } from 'react';
import { Freshness } from '#components/live/freshness.tsx';
import type { LiveStore } from '#components/live/live-store.ts';
import { useSelectedMarket } from '#components/live/selected-market.tsx';
import { type LiveView, useLiveRow, useLiveView } from '#components/live/use-live.ts';
import { useMarketTitle } from '#components/live/use-market-title.ts';
import { Meter } from '#components/ui/meter.tsx';
import { LOADING, Panel, READY } from '#components/ui/panel.tsx';
import { formatPercent } from '#lib/format/ratio.ts';
import type { StatusRow } from '#lib/wire/topics.ts';
import { FairAgainstMarket } from './fair-against-market.tsx';
import { SettlementBlock } from './settlement-block.tsx';

interface Forecast {
  readonly model: string | null;
  readonly fallback: string | null;
  readonly vol: string;
}

function forecastOf(row: StatusRow | undefined): Forecast {
  return {
    model: row?.forecastModel ?? null,
    fallback: row?.forecastFallback ?? null,
    vol: formatPercent(row?.forecastVolAnnual ?? null),
  };
}

const FORECAST: LiveView<'status', Forecast> = {
  topic: 'status',
  select: (table) => forecastOf(table?.rows['engine']),
  equal: (left, right) =>
    left.model === right.model && left.fallback === right.fallback && left.vol === right.vol,
};

const REALISED: LiveView<'spot', string> = {
  topic: 'spot',
  select: (table) => formatPercent(table?.rows['BTC/USD']?.realisedVolAnnual ?? null),
  equal: Object.is,
};

function ModelLine() {
  const forecast = useLiveView(FORECAST);
  const realised = useLiveView(REALISED);
  return (
    <dl className="grid grid-cols-[auto_auto_minmax(0,1fr)] items-baseline gap-x-4 gap-y-0.5 text-xs">
      <div className="flex gap-1.5">
        <dt className="text-ink-faint">Vol forecast</dt>
        <dd className="num w-[48px] text-right">{forecast.vol}</dd>
      </div>
      <div className="flex gap-1.5">
        <dt className="text-ink-faint">Realised</dt>
        <dd className="num w-[48px] text-right text-ink-soft">{realised}</dd>
      </div>
      <div className="flex gap-1.5 max-md:col-span-full">
        <dt className="text-ink-faint">Model</dt>
        <dd className="min-w-0 truncate text-ink-soft" title={forecast.model ?? undefined}>
          {forecast.model ?? 'none'}
        </dd>
      </div>
      <div
        className={`col-span-full flex gap-1.5 ${forecast.fallback === null ? 'text-ink-faint' : 'text-severity-warning'}`}
      >
        <dt>Fallback</dt>
        <dd className="min-w-0 truncate" title={forecast.fallback ?? undefined}>
          {forecast.fallback ?? 'none'}
        </dd>
      </div>
    </dl>
  );
}

export function SignalPanel() {
  const { ticker } = useSelectedMarket();
  const row = useLiveRow('ladder', ticker ?? '');
  const title = useMarketTitle(ticker ?? '');
  const fairAt = useCallback(
    (store: LiveStore) => store.row('ladder', ticker ?? '')?.fairAt ?? null,
    [ticker],
  );
  return (
    <Panel
      id="signal"
      title={
        <>
          Signal <span className="truncate font-normal text-ink">{title}</span>
        </>
      }
      aside={<Freshness budget="forecast" at={fairAt} className="num panel-age" />}
      state={
        row !== undefined
          ? READY
          : ticker === null
            ? { kind: 'empty', text: 'No market is selected.' }
            : LOADING
      }
    >
      {row !== undefined && (
        <div className="flex flex-col gap-2 p-2">
          <FairAgainstMarket row={row} />
          <Meter
            label="Confidence"
            ratio={row.confidence}
            text={row.confidence === null ? '–' : row.confidence.toFixed(2)}
          />
          <ModelLine />
          <SettlementBlock row={row} />
        </div>
      )}
    </Panel>
  );
}
