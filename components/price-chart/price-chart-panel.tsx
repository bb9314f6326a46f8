// BTC on one chart: Kraken mid, BRTI, our trades, the strikes around the selected market; a hidden table says the same.
'use client';
import { useEffect, useRef } from 'react';
import { LazyCanvas } from '#components/charts/lazy-canvas.tsx';
import type { PriceChart } from '#components/charts/price-chart.ts';
import { watchTheme } from '#components/charts/watch-theme.ts';
import { Freshness } from '#components/live/freshness.tsx';
import type { LiveHub } from '#components/live/live-hub.ts';
import { useLiveHub } from '#components/live/live-provider.tsx';
import type { LiveStore } from '#components/live/live-store.ts';
import { purposesOf } from '#components/live/order-purposes.ts';
import { useSelectedMarket } from '#components/live/selected-market.tsx';
import { type LiveView, useLiveView } from '#components/live/use-live.ts';
import { useTopic } from '#components/live/use-topic.ts';
import { LOADING, Panel, READY } from '#components/ui/panel.tsx';
import { useLoaded } from '#components/ui/use-loaded.ts';
import { ChartTwin } from './chart-twin.tsx';
import { appendable, pointsOf, strikesOf, tradesOf } from './chart-view.ts';
import { PriceHead } from './price-head.tsx';

const bookAt = (store: LiveStore) => store.row('spot', 'BTC/USD')?.bookAt ?? null;

const HAS_CHART: LiveView<'chart', boolean> = {
  topic: 'chart',
  select: (table) => table !== null,
  equal: Object.is,
};

/** Feeds the chart from the flush, never through React; returns how to stop. */
function follow(hub: LiveHub, chart: PriceChart): () => void {
  let lastSecond = 0;
  const redraw = () => {
    const points = pointsOf(hub.store.table('chart')?.rows ?? {});
    lastSecond = points.at(-1)?.second ?? 0;
    chart.setPoints(points);
  };
  redraw();
  return hub.store.subscribeTopic('chart', (change) => {
    const rows = hub.store.table('chart')?.rows ?? {};
    const points = change.whole ? null : appendable(change.keys, rows, lastSecond);
    if (points === null) redraw();
    else {
      chart.update(points);
      lastSecond = points.at(-1)?.second ?? lastSecond;
    }
  });
}

/** A fifth of the desk's code draws this one panel: it comes after everything a trader presses is there. */
const loadChart = () => import('#components/charts/price-chart.ts');

interface PriceCanvasProps {
  readonly create: (container: HTMLElement) => PriceChart;
}

function PriceCanvas({ create }: PriceCanvasProps) {
  const hub = useLiveHub();
  const container = useRef<HTMLDivElement>(null);
  const chart = useRef<PriceChart>(null);
  const fills = useTopic('fills');
  const orders = useTopic('orders');
  const { event, ticker } = useSelectedMarket();

  useEffect(() => {
    if (container.current === null) return;
    const created = create(container.current);
    chart.current = created;
    const stops = [follow(hub, created), watchTheme(created)];
    return () => {
      for (const stop of stops) stop();
      chart.current = null;
      created.remove();
    };
  }, [hub, create]);
  useEffect(() => {
    chart.current?.setTrades(
      fills.kind === 'ready' ? tradesOf(fills.rows, purposesOf(orders)) : [],
    );
  }, [fills, orders]);
  useEffect(() => {
    chart.current?.setStrikes(strikesOf(event, ticker));
  }, [event, ticker]);

  return <div ref={container} aria-hidden="true" className="absolute inset-0" />;
}

export function PriceChartPanel() {
  const hasChart = useLiveView(HAS_CHART);
  const code = useLoaded(loadChart);
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
          <LazyCanvas loaded={code}>
            {({ createPriceChart }) => <PriceCanvas create={createPriceChart} />}
          </LazyCanvas>
        </div>
        <ChartTwin />
      </div>
    </Panel>
  );
}
