// The probability curve of the chosen event: model and its band against bid and ask over the strikes; a table says the same.
'use client';
import { useEffect, useRef, useState } from 'react';
import type { CurveChart } from '#components/charts/curve-chart.ts';
import { LazyCanvas } from '#components/charts/lazy-canvas.tsx';
import { watchTheme } from '#components/charts/watch-theme.ts';
import { useLiveHub } from '#components/live/live-provider.tsx';
import { marketLabel } from '#components/live/market-label.ts';
import { useSelectedMarket } from '#components/live/selected-market.tsx';
import { PanelNotice } from '#components/ui/panel.tsx';
import { useLoaded } from '#components/ui/use-loaded.ts';
import { formatMinute } from '#lib/format/duration.ts';
import { formatProbabilityCents } from '#lib/format/price.ts';
import { CurveTwin } from './curve-twin.tsx';
import { type CurvePoint, curveMeaning, curveOf } from './curve-view.ts';

/** A person reads a curve; ten a second would only cost. */
const EVERY_MS = 500;

/** The points as they stand, read twice a second while this is on screen. */
function useCurve(): readonly CurvePoint[] {
  const { store } = useLiveHub();
  const { event } = useSelectedMarket();
  const [points, setPoints] = useState<readonly CurvePoint[]>([]);
  useEffect(() => {
    const read = () => setPoints(curveOf(event, (ticker) => store.row('ladder', ticker)));
    read();
    const id = setInterval(read, EVERY_MS);
    return () => clearInterval(id);
  }, [store, event]);
  return points;
}

const loadChart = () => import('#components/charts/curve-chart.ts');

interface CurveCanvasProps {
  readonly create: (container: HTMLElement) => CurveChart;
  readonly points: readonly CurvePoint[];
  readonly event: string;
}

function CurveCanvas({ create, points, event }: CurveCanvasProps) {
  const container = useRef<HTMLDivElement>(null);
  const chart = useRef<CurveChart>(null);
  const fitted = useRef('');
  useEffect(() => {
    if (container.current === null) return;
    const created = create(container.current);
    chart.current = created;
    fitted.current = '';
    const stop = watchTheme(created);
    return () => {
      stop();
      chart.current = null;
      created.remove();
    };
  }, [create]);
  useEffect(() => {
    chart.current?.setPoints(
      points.map((each) => ({ ...each, strikeUsd: each.strikeCents / 100 })),
    );
    // Once an event: afterwards the view is the hand's.
    if (fitted.current === event || points.length < 2) return;
    fitted.current = event;
    chart.current?.fit();
  }, [points, event]);
  return <div ref={container} aria-hidden="true" className="absolute inset-0" />;
}

const LEGEND: readonly (readonly [name: string, look: string])[] = [
  ['model', 'border-accent border-t-2'],
  ['its 80% band', 'border-accent border-t border-dotted'],
  ['bid', 'border-bid border-t'],
  ['ask', 'border-ask border-t'],
];

function Legend({ meaning }: { readonly meaning: string }) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 px-2 py-1 text-2xs text-ink-soft">
      {LEGEND.map(([name, look]) => (
        <span key={name} className="flex items-center gap-1">
          <span aria-hidden="true" className={`inline-block w-4 ${look}`} />
          {name}
        </span>
      ))}
      <span className="text-ink-faint">¢ of YES over strike, {meaning}</span>
    </div>
  );
}

function OneStrike({ point }: { readonly point: CurvePoint }) {
  const { store } = useLiveHub();
  const row = store.row('ladder', point.ticker);
  return (
    <PanelNotice>
      This event has one strike{row === undefined ? '' : `, ${marketLabel(row)}`}: there is no
      curve. Model {formatProbabilityCents(point.model)} ¢, market{' '}
      {formatProbabilityCents(point.bid)} / {formatProbabilityCents(point.ask)} ¢. Choose an hourly
      or a range strike to see one.
    </PanelNotice>
  );
}

export function CurvePanel() {
  const points = useCurve();
  const { event } = useSelectedMarket();
  const code = useLoaded(loadChart);
  const [only] = points;
  if (event === null || only === undefined)
    return <PanelNotice>No event with a known strike is chosen.</PanelNotice>;
  if (points.length === 1) return <OneStrike point={only} />;
  const known = points.filter((each) => each.model !== null).length;
  return (
    <div data-testid="curve" data-event={event.event} className="flex h-full min-h-64 flex-col">
      <p className="px-2 pt-1 text-xs">
        <span className="num">{event.event}</span>, closes {formatMinute(event.closeAt)} UTC,{' '}
        {points.length} strikes
        {known < points.length && (
          <span className="text-severity-warning">
            , no model value for {points.length - known}
          </span>
        )}
      </p>
      <Legend meaning={curveMeaning(event.series)} />
      <div className="relative min-h-0 flex-1">
        <LazyCanvas loaded={code}>
          {({ createCurveChart }) => (
            <CurveCanvas create={createCurveChart} points={points} event={event.event} />
          )}
        </LazyCanvas>
      </div>
      <CurveTwin points={points} meaning={curveMeaning(event.series)} />
    </div>
  );
}
