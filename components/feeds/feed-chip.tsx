// One feed: its name, and its age or, while it is not live, its state as a word in the same place. In: the feed row. Out: a chip.
'use client';
import { useCallback } from 'react';
import { Freshness } from '#components/live/freshness.tsx';
import type { LiveStore } from '#components/live/live-store.ts';
import { type LiveView, useLiveView } from '#components/live/use-live.ts';
import type { FreshnessKey } from '#lib/domain/freshness.ts';
import type { FeedRow } from '#lib/wire/health-rows.ts';

export interface FeedChipProps {
  readonly feed: FeedFace;
}

/** The slow part of a feed row: what React needs to hear about. */
export type FeedFace = Pick<FeedRow, 'key' | 'label' | 'state' | 'detail'>;

const FEEDS_VIEW: LiveView<'feeds', readonly FeedFace[] | null> = {
  topic: 'feeds',
  select: (table) =>
    table === null
      ? null
      : Object.values(table.rows).map(({ key, label, state, detail }) => ({
          key,
          label,
          state,
          detail,
        })),
  equal: (left, right) => JSON.stringify(left) === JSON.stringify(right),
};

/** All feeds, or null before the first snapshot. */
export function useFeeds(): readonly FeedFace[] | null {
  return useLiveView(FEEDS_VIEW);
}

const MARK: Readonly<Record<FeedRow['state'], string>> = {
  live: 'bg-ink-faint',
  waiting: 'bg-severity-warning',
  broken: 'bg-severity-critical',
  down: 'bg-severity-critical',
};

/** When a feed last said something, for `Freshness`. */
export function useFeedStamp(key: FreshnessKey) {
  return useCallback((store: LiveStore) => store.row('feeds', key)?.lastAt ?? null, [key]);
}

export function FeedChip({ feed }: FeedChipProps) {
  const stamp = useFeedStamp(feed.key);
  return (
    <li
      data-testid={`feed-${feed.key}`}
      data-state={feed.state}
      title={feed.detail}
      className="flex items-center gap-1.5 whitespace-nowrap"
    >
      <span aria-hidden="true" className={`size-1.5 rounded-full ${MARK[feed.state]}`} />
      <span className="text-ink-soft">{feed.label}</span>
      {feed.state === 'live' ? (
        <Freshness budget={feed.key} at={stamp} className="num w-[66px]" />
      ) : (
        <strong
          className={`w-[66px] ${feed.state === 'waiting' ? 'text-severity-warning' : 'text-severity-critical'}`}
        >
          {feed.state}
        </strong>
      )}
    </li>
  );
}
