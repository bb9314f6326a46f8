// Every feed: state as a word, age beside its budget (the gate's own table), messages, faults, and what it says.
'use client';
import { Freshness } from '#components/live/freshness.tsx';
import { LiveNumber } from '#components/live/live-number.tsx';
import { type Column, DataTable } from '#components/ui/data-table.tsx';
import { LOADING, Panel, READY } from '#components/ui/panel.tsx';
import { FRESHNESS_MS } from '#lib/domain/freshness.ts';
import { formatFixed, MISSING } from '#lib/format/digits.ts';
import { formatAge } from '#lib/format/duration.ts';
import type { FeedRow } from '#lib/wire/health-rows.ts';
import { type FeedFace, useFeedStamp, useFeeds } from './feed-chip.tsx';

const COLUMNS: readonly Column[] = [
  { key: 'feed', name: 'Feed', look: 'text-left' },
  { key: 'state', name: 'State', look: 'w-[58px] text-left' },
  { key: 'age', name: 'Age', look: 'w-[84px]' },
  { key: 'budget', name: 'Stale after', look: 'w-[76px] max-md:w-[64px]' },
  { key: 'messages', name: 'Messages', look: 'w-[84px] max-md:hidden' },
  { key: 'faults', name: 'Faults', look: 'w-[52px]' },
  { key: 'detail', name: 'Says', look: 'w-[34%] text-left max-md:hidden' },
];

const TONE: Readonly<Record<FeedRow['state'], string>> = {
  live: 'text-ink-soft',
  waiting: 'font-semibold text-severity-warning',
  broken: 'font-semibold text-severity-critical',
  down: 'font-semibold text-severity-critical',
};

const messages = (row: FeedRow) => row.messages;
const faults = (row: FeedRow) => row.faults;
const whole = (value: number | null) => (value === null ? MISSING : formatFixed(value, 0));

function Line({ feed }: { feed: FeedFace }) {
  const stamp = useFeedStamp(feed.key);
  return (
    <tr data-testid="health-feed" data-feed={feed.key} data-state={feed.state}>
      <th scope="row" className="truncate text-left text-xs font-normal">
        {feed.label}
      </th>
      <td className={`text-left text-xs ${TONE[feed.state]}`}>{feed.state}</td>
      <td className="num text-xs">
        <Freshness budget={feed.key} at={stamp} />
      </td>
      <td className="num text-xs text-ink-faint">{formatAge(FRESHNESS_MS[feed.key])}</td>
      <td className="num text-xs max-md:hidden">
        <LiveNumber topic="feeds" rowKey={feed.key} read={messages} print={whole} />
      </td>
      <td className="num text-xs">
        <LiveNumber topic="feeds" rowKey={feed.key} read={faults} print={whole} />
      </td>
      <td
        className="truncate text-left text-xs text-ink-soft max-md:hidden"
        title={feed.detail === '' ? undefined : feed.detail}
      >
        {feed.detail === '' ? MISSING : feed.detail}
      </td>
    </tr>
  );
}

export function FeedsPanel() {
  const feeds = useFeeds();
  return (
    <Panel id="health-feeds" title="Feeds" state={feeds === null ? LOADING : READY}>
      <DataTable caption="Feeds: state, age and faults" columns={COLUMNS}>
        <tbody>
          {feeds?.map((feed) => (
            <Line key={feed.key} feed={feed} />
          ))}
        </tbody>
      </DataTable>
    </Panel>
  );
}
