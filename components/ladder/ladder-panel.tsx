// The strike ladder: series tabs, events by close, strikes high to low. Click or arrow keys choose the desk's market.
'use client';
import { Tabs } from '@base-ui/react/tabs';
import { type ReactNode, useState } from 'react';
import { Freshness } from '#components/live/freshness.tsx';
import type { LiveStore } from '#components/live/live-store.ts';
import { EVENTS_VIEW, type MarketEvent } from '#components/live/market-list.ts';
import { useLiveView } from '#components/live/use-live.ts';
import { LOADING, Panel, PanelNotice, type PanelState, READY } from '#components/ui/panel.tsx';
import { SERIES, type Series } from '#lib/domain/market.ts';
import { LadderTable } from './ladder-table.tsx';
import { byPlace } from './ladder-view.ts';

/** near: the strikes around spot of every series, on one screen. */
type Tab = 'near' | Series | 'curve';

const LISTS: readonly Exclude<Tab, 'curve'>[] = ['near', ...SERIES];
const TABS: readonly Tab[] = [...LISTS, 'curve'];

const TAB_NAME: Readonly<Record<Tab, string>> = {
  near: 'Near spot',
  KXBTC15M: '15 min',
  KXBTCD: 'Hourly',
  KXBTC: 'Range',
  curve: 'Curve',
};

/** The newest fair value: they are made anew every second. Where there is none yet, the books beside them stand alone. */
function newestFairAt(store: LiveStore): number | null {
  const table = store.table('ladder');
  if (table === null) return null;
  const stamps = Object.values(table.rows).flatMap(({ fairAt }) => fairAt ?? []);
  return stamps.length === 0 ? table.at : Math.max(...stamps);
}

function stateOf(events: readonly MarketEvent[] | null): PanelState {
  if (events === null) return LOADING;
  return events.length === 0 ? { kind: 'empty', text: 'The venue lists no BTC market.' } : READY;
}

function eventsOf(events: readonly MarketEvent[], tab: Tab): readonly MarketEvent[] {
  return tab === 'near' || tab === 'curve'
    ? byPlace(events)
    : events.filter((event) => event.series === tab);
}

function SeriesTab({ tab, events }: { tab: Tab; events: readonly MarketEvent[] }) {
  const count = eventsOf(events, tab).reduce((sum, event) => sum + event.markets.length, 0);
  return (
    <Tabs.Tab
      value={tab}
      className="h-7 border-b-2 border-transparent px-1 text-xs text-ink-faint hover:text-ink data-active:border-accent data-active:text-ink"
    >
      {TAB_NAME[tab]}{' '}
      {tab !== 'near' && tab !== 'curve' && (
        <span className="num inline-block min-w-[3ch] text-left text-2xs text-ink-faint">
          {count}
        </span>
      )}
    </Tabs.Tab>
  );
}

export interface LadderPanelProps {
  /** The chosen event as a curve: a tab of its own. */
  readonly curve: ReactNode;
}

export function LadderPanel({ curve }: LadderPanelProps) {
  const events = useLiveView(EVENTS_VIEW);
  const [tab, setTab] = useState<Tab>('near');
  const shown = eventsOf(events ?? [], tab);
  return (
    <Tabs.Root
      value={tab}
      onValueChange={(value: Tab) => setTab(value)}
      className="grid h-full min-h-0 grid-cols-[minmax(0,1fr)]"
    >
      <Panel
        id="ladder"
        title={
          <>
            Strike ladder
            <Freshness
              budget="forecast"
              at={newestFairAt}
              className="num panel-age font-normal max-md:hidden"
            />
          </>
        }
        aside={
          <Tabs.List aria-label="Series" className="flex gap-3">
            {TABS.map((each) => (
              <SeriesTab key={each} tab={each} events={events ?? []} />
            ))}
          </Tabs.List>
        }
        state={stateOf(events)}
      >
        {LISTS.map((each) => (
          <Tabs.Panel key={each} value={each} tabIndex={-1}>
            {shown.length === 0 ? (
              <PanelNotice>No {TAB_NAME[each]} market is listed now.</PanelNotice>
            ) : (
              <LadderTable events={shown} isNearOnly={each === 'near'} />
            )}
          </Tabs.Panel>
        ))}
        <Tabs.Panel value="curve" tabIndex={-1} className="h-full">
          {curve}
        </Tabs.Panel>
      </Panel>
    </Tabs.Root>
  );
}
