// The speakers behind the selected market's price, live: views, weight, disagreement, confidence. Of one height in every state.
'use client';
import { useSelectedMarket } from '#components/live/selected-market.tsx';
import { type LiveView, useLiveRow, useLiveView } from '#components/live/use-live.ts';
import type { LadderRow } from '#lib/wire/market-rows.ts';
import type { ForecastRow } from '#lib/wire/signal-rows.ts';
import { ConfidenceGrid } from './confidence-grid.tsx';
import { disagreementOf, disagreementText, nearestHorizon } from './disagreement-view.ts';
import { ViewsTable } from './views-table.tsx';
import {
  type Band,
  NO_BANDS,
  silentSpeakers,
  speakersOf,
  type ViewBands,
  weightText,
} from './views-view.ts';

const NO_ROWS: readonly ForecastRow[] = [];

const FORECASTS: LiveView<'forecast', readonly ForecastRow[]> = {
  topic: 'forecast',
  select: (table) => (table === null ? NO_ROWS : Object.values(table.rows)),
  equal: Object.is,
};

function bandOf(low: number | null, high: number | null): Band | null {
  return low === null || high === null ? null : { low, high };
}

function bandsOf({ fairLow, fairHigh, bid, ask, signal }: LadderRow): ViewBands {
  return {
    model: bandOf(signal?.modelLow ?? null, signal?.modelHigh ?? null),
    blend: bandOf(fairLow, fairHigh),
    quote: bid === null || ask === null ? null : { low: bid / 10_000, high: ask / 10_000 },
  };
}

export function MarketViews() {
  const { ticker } = useSelectedMarket();
  const row = useLiveRow('ladder', ticker ?? '');
  const forecasts = useLiveView(FORECASTS);
  const signal = row?.signal ?? null;
  const bands = row === undefined ? NO_BANDS : bandsOf(row);
  const secondsLeft = row === undefined ? 0 : (row.closeAt - (row.fairAt ?? row.closeAt)) / 1_000;
  const apart =
    signal === null
      ? 'members apart –'
      : disagreementText(
          disagreementOf(nearestHorizon(forecasts, secondsLeft), signal.vegaPerLogVol),
        );
  return (
    <>
      <ViewsTable
        speakers={signal === null ? silentSpeakers(bands.quote) : speakersOf(signal.views, bands)}
      />
      <div className="px-2 pt-1">
        <p data-testid="model-weight" className="truncate text-2xs text-ink-soft tabular-nums">
          {signal === null ? 'weight –: no fair value' : weightText(signal.views)}
        </p>
        <ConfidenceGrid confidence={row?.confidence ?? null} parts={signal?.confidenceParts ?? []}>
          <p data-testid="members-apart" className="truncate text-2xs text-ink-faint" title={apart}>
            {apart}
          </p>
        </ConfidenceGrid>
      </div>
    </>
  );
}
