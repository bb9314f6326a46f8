// Fills, alarms and the checks' census under one title; an alarm that matters shows its count even while fills are in front.
'use client';
import { Tabs } from '@base-ui/react/tabs';
import { useState } from 'react';
import { AlarmsList } from '#components/alarms/alarms-list.tsx';
import { useAlarmList } from '#components/alarms/use-alarm-list.ts';
import { ChecksList } from '#components/checks/checks-list.tsx';
import { FillsTable } from '#components/fills/fills-table.tsx';
import { useFillList } from '#components/fills/use-fill-list.ts';
import { useTopic } from '#components/live/use-topic.ts';
import { Panel } from '#components/ui/panel.tsx';
import { PauseButton } from '#components/ui/pause-button.tsx';

const TAB =
  'h-7 border-b-2 border-transparent px-1 text-xs text-ink-faint hover:text-ink data-active:border-accent data-active:text-ink';

function useSeriousCount(): number {
  const alarms = useTopic('alarms');
  return alarms.kind === 'ready' ? alarms.rows.filter((row) => row.severity !== 'info').length : 0;
}

export function LogPanel() {
  const serious = useSeriousCount();
  const [tab, setTab] = useState<string>('fills');
  const fills = useFillList();
  const alarms = useAlarmList();
  return (
    <Tabs.Root
      value={tab}
      onValueChange={(next) => setTab(String(next))}
      className="grid h-full min-h-0 grid-cols-[minmax(0,1fr)]"
    >
      <Panel
        id="log"
        className="h-full"
        title="Log"
        aside={
          <>
            <Tabs.List aria-label="Log" className="flex gap-3">
              <Tabs.Tab value="fills" className={TAB}>
                Fills
              </Tabs.Tab>
              <Tabs.Tab value="alarms" className={TAB}>
                Alarms{' '}
                <strong className="num inline-block min-w-[2ch] text-left text-severity-warning">
                  {serious > 0 ? serious : ''}
                </strong>
              </Tabs.Tab>
              <Tabs.Tab value="checks" className={TAB} data-testid="checks-tab">
                Checks
              </Tabs.Tab>
            </Tabs.List>
            <span className="w-10">
              {tab === 'fills' && <PauseButton pause={fills.pause} what="fills" isNarrow />}
              {tab === 'alarms' && <PauseButton pause={alarms.pause} what="alarms" isNarrow />}
            </span>
          </>
        }
      >
        <Tabs.Panel value="fills" tabIndex={-1}>
          <FillsTable list={fills} />
        </Tabs.Panel>
        <Tabs.Panel value="alarms" tabIndex={-1}>
          <AlarmsList list={alarms} />
        </Tabs.Panel>
        <Tabs.Panel value="checks" tabIndex={-1}>
          <ChecksList />
        </Tabs.Panel>
      </Panel>
    </Tabs.Root>
  );
}
