// BTC on one chart: Kraken mid, BRTI, our trades, near strikes, the cone to the close, volatility below; hidden tables say the same.
'use client';
import { type RefObject, useEffect, useRef } from 'react';
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
import { ChartLegend } from './chart-legend.tsx';
import type { ChartState } from './chart-state.ts';
import { ChartTwin } from './chart-twin.tsx';
import { appendable, pointsOf, strikesOf, tradesOf, volatilityOf } from './chart-view.ts';
import { PriceHead } from './price-head.tsx';
import { StateTwin } from './state-twin.tsx';
import { useChartState } from './use-chart-state.ts';

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

/** A point every five seconds: all of them are set again. */
function followVolatility(hub: LiveHub, chart: PriceChart): () => void {
  const redraw = () => chart.setVolatility(volatilityOf(hub.store.table('volatility')?.rows ?? {}));
  redraw();
  return hub.store.subscribeTopic('volatility', redraw);
}

/** A fifth of the desk's code draws this one panel: it comes after everything a trader presses is there. */
const loadChart = () => import('#components/charts/price-chart.ts');

interface PriceCanvasProps {
  readonly create: (container: HTMLElement) => PriceChart;
  readonly state: ChartState;
}

/** View and cone: they change about once a second. */
function useDrawnState(chart: RefObject<PriceChart | null>, state: ChartState) {
  const { closeAt, spanSeconds, cone } = state;
  useEffect(() => {
    const isShown = closeAt !== null && spanSeconds !== null;
    chart.current?.setView(
      isShown ? { closeSecond: Math.floor(closeAt / 1000), spanSeconds } : null,
    );
  }, [chart, closeAt, spanSeconds]);
  useEffect(() => {
    chart.current?.setCone(cone);
  }, [chart, cone]);
}

function PriceCanvas({ create, state }: PriceCanvasProps) {
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
    const stops = [follow(hub, created), followVolatility(hub, created), watchTheme(created)];
    return () => {
      for (const stop of stops) stop();
      chart.current = null;
      created.remove();
    };
  }, [hub, create]);
  useDrawnState(chart, state);
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

/** Legend, canvas and tables from one state: they never disagree. */
function ChartBody() {
  const state = useChartState();
  const code = useLoaded(loadChart);
  return (
    <>
      <ChartLegend state={state} />
      <div className="relative min-h-0 flex-1">
        <LazyCanvas loaded={code}>
          {({ createPriceChart }) => <PriceCanvas create={createPriceChart} state={state} />}
        </LazyCanvas>
      </div>
      <StateTwin state={state} />
    </>
  );
}

export function PriceChartPanel() {
  const hasChart = useLiveView(HAS_CHART);
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
        <ChartBody />
        <ChartTwin />
      </div>
    </Panel>
  );
}
