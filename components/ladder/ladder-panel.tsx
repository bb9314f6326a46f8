// The strike ladder: series tabs, events by close, strikes high to low. Click or arrow keys choose the desk's market.
'use client';
import { Tabs } from '@base-ui/react/tabs';
import { useState } from 'react';
import { EVENTS_VIEW, type MarketEvent } from '#components/live/market-list.ts';
import { useSelectedMarket } from '#components/live/selected-market.tsx';
import { useLiveView } from '#components/live/use-live.ts';
import { LOADING, Panel, PanelNotice, type PanelState, READY } from '#components/ui/panel.tsx';
import { SERIES, type Series } from '#lib/domain/market.ts';
import { LadderTable } from './ladder-table.tsx';

const SERIES_NAME: Readonly<Record<Series, string>> = {
  KXBTC15M: '15 minutes',
  KXBTCD: 'Hourly, above',
  KXBTC: 'Hourly, range',
};

function stateOf(events: readonly MarketEvent[] | null): PanelState {
  if (events === null) return LOADING;
  return events.length === 0 ? { kind: 'empty', text: 'The venue lists no BTC market.' } : READY;
}

function SeriesTab({ series, count }: { series: Series; count: number }) {
  return (
    <Tabs.Tab
      value={series}
      className="h-7 border-b-2 border-transparent px-1 text-xs text-ink-faint hover:text-ink data-active:border-accent data-active:text-ink"
    >
      {SERIES_NAME[series]} <span className="num text-2xs text-ink-faint">{count}</span>
    </Tabs.Tab>
  );
}

export function LadderPanel() {
  const events = useLiveView(EVENTS_VIEW);
  const { event } = useSelectedMarket();
  const [chosen, setChosen] = useState<Series | null>(null);
  const series = chosen ?? event?.series ?? 'KXBTC15M';
  const shown = events?.filter((each) => each.series === series) ?? [];
  const count = (each: Series) =>
    events
      ?.filter((one) => one.series === each)
      .reduce((sum, one) => sum + one.markets.length, 0) ?? 0;
  return (
    <Tabs.Root
      value={series}
      onValueChange={(value: Series) => setChosen(value)}
      className="flex h-full min-h-0 flex-col"
    >
      <Panel
        id="ladder"
        className="h-full"
        title="Strike ladder"
        aside={
          <Tabs.List aria-label="Series" className="flex gap-3">
            {SERIES.map((each) => (
              <SeriesTab key={each} series={each} count={count(each)} />
            ))}
          </Tabs.List>
        }
        state={stateOf(events)}
      >
        {SERIES.map((each) => (
          <Tabs.Panel key={each} value={each} tabIndex={-1}>
            {shown.length === 0 ? (
              <PanelNotice>No {SERIES_NAME[each]} market is listed now.</PanelNotice>
            ) : (
              <LadderTable events={shown} />
            )}
          </Tabs.Panel>
        ))}
      </Panel>
    </Tabs.Root>
  );
}
