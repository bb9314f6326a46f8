// What the price chart's panel holds: legend, canvas, hidden tables. Fetched after everything a trader presses is there.
'use client';
import { type RefObject, useEffect, useRef } from 'react';
import { createPriceChart, type PriceChart } from '#components/charts/price-chart.ts';
import { watchTheme } from '#components/charts/watch-theme.ts';
import type { LiveHub } from '#components/live/live-hub.ts';
import { useLiveHub } from '#components/live/live-provider.tsx';
import { purposesOf } from '#components/live/order-purposes.ts';
import { useSelectedMarket } from '#components/live/selected-market.tsx';
import { useTopic } from '#components/live/use-topic.ts';
import { ChartLegend } from './chart-legend.tsx';
import type { ChartState } from './chart-state.ts';
import { ChartTwin } from './chart-twin.tsx';
import { appendable, pointsOf, strikesOf, tradesOf, volatilityOf } from './chart-view.ts';
import { StateTwin } from './state-twin.tsx';
import { useChartState } from './use-chart-state.ts';

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

interface PriceCanvasProps {
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

function PriceCanvas({ state }: PriceCanvasProps) {
  const hub = useLiveHub();
  const container = useRef<HTMLDivElement>(null);
  const chart = useRef<PriceChart>(null);
  const fills = useTopic('fills');
  const orders = useTopic('orders');
  const { event, ticker } = useSelectedMarket();

  useEffect(() => {
    if (container.current === null) return;
    const created = createPriceChart(container.current);
    chart.current = created;
    const stops = [follow(hub, created), followVolatility(hub, created), watchTheme(created)];
    return () => {
      for (const stop of stops) stop();
      chart.current = null;
      created.remove();
    };
  }, [hub]);
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
export function ChartBody() {
  const state = useChartState();
  return (
    <div className="absolute inset-0 flex flex-col">
      <ChartLegend state={state} />
      <div className="relative min-h-0 flex-1">
        <PriceCanvas state={state} />
      </div>
      <StateTwin state={state} />
      <ChartTwin />
    </div>
  );
}
