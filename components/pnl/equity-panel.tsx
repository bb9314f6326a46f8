// Equity as booked over the span, its drawdown below; a hidden table says the same. In: the report. Out: a chart.
'use client';
import { useEffect, useRef } from 'react';
import { createEquityChart, type EquityChart } from '#components/charts/equity-chart.ts';
import { watchTheme } from '#components/charts/watch-theme.ts';
import { Panel, type PanelState, READY } from '#components/ui/panel.tsx';
import type { EquityPoint, PnlReply } from '#lib/wire/pnl-http.ts';
import { EquityTwin } from './equity-twin.tsx';

export interface EquityPanelProps {
  readonly report: PnlReply;
}

const EMPTY: PanelState = { kind: 'empty', text: 'Nothing was booked in this span.' };
const NO_POINTS: readonly EquityPoint[] = [];

function EquityCanvas({ points }: { points: readonly EquityPoint[] }) {
  const container = useRef<HTMLDivElement>(null);
  const chart = useRef<EquityChart>(null);
  useEffect(() => {
    if (container.current === null) return;
    const created = createEquityChart(container.current);
    chart.current = created;
    const stop = watchTheme(created);
    return () => {
      stop();
      chart.current = null;
      created.remove();
    };
  }, []);
  useEffect(() => {
    chart.current?.setPoints(points);
  }, [points]);
  return <div ref={container} aria-hidden="true" className="absolute inset-0" />;
}

export function EquityPanel({ report }: EquityPanelProps) {
  const points = report.equity?.points ?? NO_POINTS;
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
          <EquityCanvas points={points} />
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
