// Two lines on who forecasts: volatility and models, and below, always there, what falls back or refuses.
'use client';
import { type LiveView, useLiveView } from '#components/live/use-live.ts';
import { formatPercent } from '#lib/format/ratio.ts';
import type { StatusRow } from '#lib/wire/status-rows.ts';
import { type Standing, standingOf } from './signal-view.ts';

interface Forecast {
  readonly model: string;
  readonly vol: string;
  readonly standing: Standing;
}

function forecastOf(row: StatusRow | undefined): Forecast {
  return {
    model: row?.forecastModel ?? 'none',
    vol: formatPercent(row?.forecastVolAnnual ?? null),
    standing: standingOf(row),
  };
}

const FORECAST: LiveView<'status', Forecast> = {
  topic: 'status',
  select: (table) => forecastOf(table?.rows['engine']),
  equal: (left, right) => JSON.stringify(left) === JSON.stringify(right),
};

const REALISED: LiveView<'spot', string> = {
  topic: 'spot',
  select: (table) => formatPercent(table?.rows['BTC/USD']?.realisedVolAnnual ?? null),
  equal: Object.is,
};

const TONE: Readonly<Record<Standing['level'], string>> = {
  fine: 'text-ink-faint',
  warning: 'text-severity-warning',
  none: 'text-severity-critical',
};

export function ModelLines() {
  const { model, vol, standing } = useLiveView(FORECAST);
  const realised = useLiveView(REALISED);
  return (
    <div className="shrink-0 border-b border-line px-2 py-0.5 text-2xs">
      <dl className="grid grid-cols-[auto_auto_minmax(0,1fr)] gap-x-3">
        <div className="flex gap-1">
          <dt className="text-ink-faint">Vol 15 min</dt>
          <dd className="num w-[40px] text-right font-semibold">{vol}</dd>
        </div>
        <div className="flex gap-1">
          <dt className="text-ink-faint">Realised</dt>
          <dd className="num w-[40px] text-right text-ink-soft">{realised}</dd>
        </div>
        <div className="flex min-w-0 gap-1">
          <dt className="text-ink-faint">By</dt>
          <dd data-testid="forecast-model" className="truncate text-ink-soft" title={model}>
            {model}
          </dd>
        </div>
      </dl>
      <p
        data-testid="forecast-standing"
        data-level={standing.level}
        title={standing.text}
        className={`truncate ${TONE[standing.level]}`}
      >
        {standing.text}
      </p>
    </div>
  );
}
