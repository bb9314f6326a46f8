// BTC on one chart: Kraken mid, BRTI, our trades, near strikes, the cone to the close, volatility below; hidden tables say the same.
'use client';
import { LazyCanvas } from '#components/charts/lazy-canvas.tsx';
import { Freshness } from '#components/live/freshness.tsx';
import type { LiveStore } from '#components/live/live-store.ts';
import { type LiveView, useLiveView } from '#components/live/use-live.ts';
import { LOADING, Panel, READY } from '#components/ui/panel.tsx';
import { useLoaded } from '#components/ui/use-loaded.ts';
import { PriceHead } from './price-head.tsx';

const bookAt = (store: LiveStore) => store.row('spot', 'BTC/USD')?.bookAt ?? null;

const HAS_CHART: LiveView<'chart', boolean> = {
  topic: 'chart',
  select: (table) => table !== null,
  equal: Object.is,
};

/** A fifth of the desk's code draws this one panel: it comes after everything a trader presses is there. */
const loadBody = () => import('./chart-body.tsx');

export function PriceChartPanel() {
  const hasChart = useLiveView(HAS_CHART);
  const body = useLoaded(loadBody);
  return (
    <Panel
      id="price-chart"
      title="BTC/USD"
      aside={
        <>
          <a
            href="https://www.tradingview.com/"
            target="_blank"
            rel="noreferrer"
            className="text-ink-faint hover:underline"
          >
            Charts by TradingView
          </a>
          <Freshness budget="kraken-book" at={bookAt} className="num panel-age" />
        </>
      }
      state={hasChart ? READY : LOADING}
      scroll={false}
    >
      <div className="flex h-full min-h-48 flex-col">
        <PriceHead />
        <div className="relative min-h-0 flex-1">
          <LazyCanvas loaded={body}>{({ ChartBody }) => <ChartBody />}</LazyCanvas>
        </div>
      </div>
    </Panel>
  );
}
