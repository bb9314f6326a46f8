// The second strip: every feed with its age, then clock skew, loop lag, build and the browser's own line.
'use client';
import type { ReactNode } from 'react';
import { LiveNumber } from '#components/live/live-number.tsx';
import { useLink } from '#components/live/use-live.ts';
import { BY_KEYBOARD } from '#components/ui/by-keyboard.ts';
import { formatMs } from '#lib/format/duration.ts';
import type { StatusRow } from '#lib/wire/status-rows.ts';
import { FeedChip, useFeeds } from './feed-chip.tsx';

const skew = (row: StatusRow) => row.clockOffsetMs;
const lag = (row: StatusRow) => row.loopDelayMs;

export interface FeedStripProps {
  readonly connection: ReactNode;
}

export function FeedStrip({ connection }: FeedStripProps) {
  const feeds = useFeeds();
  const build = useLink().gateway?.build ?? '–';
  return (
    <section
      aria-label="Feeds and health"
      {...BY_KEYBOARD}
      className="flex h-7 shrink-0 items-center gap-x-5 overflow-x-auto border-t border-line bg-surface px-3 text-2xs"
    >
      <span className="flex items-center gap-1.5">{connection}</span>
      <ul aria-label="Feeds" className="flex items-center gap-x-1.5">
        {feeds === null && (
          <li className="whitespace-nowrap text-ink-faint">waiting for feed states</li>
        )}
        {feeds?.map((feed) => (
          <FeedChip key={feed.key} feed={feed} />
        ))}
      </ul>
      <dl className="ml-auto flex items-center gap-4 text-ink-faint">
        <div className="flex gap-1.5 whitespace-nowrap" title="Venue clock minus ours">
          <dt>Clock skew</dt>
          <dd className="num min-w-[8ch] text-right text-ink-soft">
            <LiveNumber topic="status" rowKey="engine" read={skew} print={formatMs} />
          </dd>
        </div>
        <div className="flex gap-1.5 whitespace-nowrap" title="Delay of the engine's event loop">
          <dt>Loop lag</dt>
          <dd className="num min-w-[8ch] text-right text-ink-soft">
            <LiveNumber topic="status" rowKey="engine" read={lag} print={formatMs} />
          </dd>
        </div>
        <div className="flex gap-1.5 whitespace-nowrap">
          <dt>Build</dt>
          <dd className="num min-w-[8ch] text-ink-soft">{build.slice(0, 8)}</dd>
        </div>
      </dl>
    </section>
  );
}
