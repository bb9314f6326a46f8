// Equity as booked over the span, its drawdown below; a hidden table says the same. In: the report. Out: a chart.
'use client';
import { useEffect, useRef } from 'react';
import type { EquityChart } from '#components/charts/equity-chart.ts';
import { LazyCanvas } from '#components/charts/lazy-canvas.tsx';
import { watchTheme } from '#components/charts/watch-theme.ts';
import { Panel, type PanelState, READY } from '#components/ui/panel.tsx';
import { useLoaded } from '#components/ui/use-loaded.ts';
import type { EquityPoint, PnlReply } from '#lib/wire/pnl-http.ts';
import { EquityTwin } from './equity-twin.tsx';

export interface EquityPanelProps {
  readonly report: PnlReply;
}

const EMPTY: PanelState = { kind: 'empty', text: 'Nothing was booked in this span.' };
const NO_POINTS: readonly EquityPoint[] = [];

/** The page's figures stand before the code that draws their curve is there. */
const loadChart = () => import('#components/charts/equity-chart.ts');

interface EquityCanvasProps {
  readonly create: (container: HTMLElement) => EquityChart;
  readonly points: readonly EquityPoint[];
}

function EquityCanvas({ create, points }: EquityCanvasProps) {
  const container = useRef<HTMLDivElement>(null);
  const chart = useRef<EquityChart>(null);
  useEffect(() => {
    if (container.current === null) return;
    const created = create(container.current);
    chart.current = created;
    const stop = watchTheme(created);
    return () => {
      stop();
      chart.current = null;
      created.remove();
    };
  }, [create]);
  useEffect(() => {
    chart.current?.setPoints(points);
  }, [points]);
  return <div ref={container} aria-hidden="true" className="absolute inset-0" />;
}

export function EquityPanel({ report }: EquityPanelProps) {
  const points = report.equity?.points ?? NO_POINTS;
  const code = useLoaded(loadChart);
  return (
    <Panel
      id="equity"
      title="Equity as booked, drawdown below"
      aside={
        <a
          href="https://www.tradingview.com/"
          target="_blank"
          rel="noreferrer"
          className="text-ink-faint hover:underline"
        >
          Charts by TradingView
        </a>
      }
      state={report.equity === null ? EMPTY : READY}
      scroll={false}
      className="h-72 border border-line"
    >
      <div className="flex h-full flex-col">
        <div className="relative min-h-0 flex-1">
          <LazyCanvas loaded={code}>
            {({ createEquityChart }) => <EquityCanvas create={createEquityChart} points={points} />}
          </LazyCanvas>
        </div>
        <p className="px-2 py-1 text-2xs text-ink-faint">
          Open contracts at what they cost. A deposit or withdrawal moves the line, not the
          drawdown.
        </p>
        <EquityTwin points={points} />
      </div>
    </Panel>
  );
}
