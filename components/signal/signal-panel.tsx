// The selected market's signal: speakers, drivers, forecast and model health behind one title bar, the settlement below.
'use client';
import { Tabs } from '@base-ui/react/tabs';
import { type ReactNode, useCallback } from 'react';
import { Freshness } from '#components/live/freshness.tsx';
import type { LiveStore } from '#components/live/live-store.ts';
import { useSelectedMarket } from '#components/live/selected-market.tsx';
import { useLiveRow } from '#components/live/use-live.ts';
import { useMarketTitle } from '#components/live/use-market-title.ts';
import { LOADING, Panel, type PanelState, READY } from '#components/ui/panel.tsx';
import { ModelLines } from './model-lines.tsx';
import { SettlementBlock } from './settlement-block.tsx';

/** What other folders draw into the panel; each knows the selected market by itself. */
export interface SignalPanelProps {
  readonly views: ReactNode;
  readonly drivers: ReactNode;
  readonly forecast: ReactNode;
  readonly health: ReactNode;
  /** Beside the name of the health tab. */
  readonly healthMark: ReactNode;
}

const TAB =
  'h-7 border-b-2 border-transparent px-0.5 text-xs text-ink-faint hover:text-ink data-active:border-accent data-active:text-ink';

/** Scrolls by itself; Base UI puts the shown one in the tab order. */
const BODY = 'min-h-0 flex-1 overflow-auto';

function TabNames({ healthMark }: Pick<SignalPanelProps, 'healthMark'>) {
  return (
    <Tabs.List aria-label="Signal" className="flex gap-2">
      <Tabs.Tab value="views" className={TAB}>
        Signal
      </Tabs.Tab>
      <Tabs.Tab value="drivers" className={TAB}>
        Drivers
      </Tabs.Tab>
      <Tabs.Tab value="forecast" className={TAB}>
        Forecast
      </Tabs.Tab>
      <Tabs.Tab value="health" className={TAB}>
        Health {healthMark}
      </Tabs.Tab>
    </Tabs.List>
  );
}

function stateOf(ticker: string | null, isThere: boolean): PanelState {
  if (isThere) return READY;
  return ticker === null ? { kind: 'empty', text: 'No market is selected.' } : LOADING;
}

function PanelTabs({ views, drivers, forecast, health }: Omit<SignalPanelProps, 'healthMark'>) {
  const { ticker } = useSelectedMarket();
  const row = useLiveRow('ladder', ticker ?? '');
  if (row === undefined) return null;
  return (
    <div className="flex h-full min-h-0 flex-col">
      <ModelLines />
      <Tabs.Panel value="views" className={`${BODY} flex flex-col`}>
        {views}
        <SettlementBlock row={row} />
      </Tabs.Panel>
      <Tabs.Panel value="drivers" className={BODY}>
        {drivers}
      </Tabs.Panel>
      <Tabs.Panel value="forecast" className={BODY}>
        {forecast}
      </Tabs.Panel>
      <Tabs.Panel value="health" className={BODY}>
        {health}
      </Tabs.Panel>
    </div>
  );
}

export function SignalPanel({ healthMark, ...parts }: SignalPanelProps) {
  const { ticker } = useSelectedMarket();
  const isThere = useLiveRow('ladder', ticker ?? '') !== undefined;
  const title = useMarketTitle(ticker ?? '');
  const fairAt = useCallback(
    (store: LiveStore) => store.row('ladder', ticker ?? '')?.fairAt ?? null,
    [ticker],
  );
  return (
    <Tabs.Root defaultValue="views" className="grid h-full min-h-0 grid-cols-[minmax(0,1fr)]">
      <Panel
        id="signal"
        className="h-full"
        scroll={false}
        title={
          <>
            <span className="sr-only">Signal of</span>
            <span className="truncate text-ink" title={title}>
              {title}
            </span>
          </>
        }
        aside={
          <>
            <TabNames healthMark={healthMark} />
            <Freshness budget="forecast" at={fairAt} className="num panel-age" />
          </>
        }
        state={stateOf(ticker, isThere)}
      >
        <PanelTabs {...parts} />
      </Panel>
    </Tabs.Root>
  );
}
