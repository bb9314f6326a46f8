// Warm topics (orders, fills, positions, approvals, alarms) from the query cache. Missing is not empty.
'use client';
import { useQuery } from '@tanstack/react-query';
import type { TopicTable } from '#lib/wire/envelope.ts';
import type { TopicRows } from '#lib/wire/topics.ts';
import { useLiveHub } from './live-provider.tsx';
import { topicKey, type WarmTopic } from './route-message.ts';

/** loading: no snapshot yet · ready: rows as of the last event, in no particular order. */
export type WarmRows<Name extends WarmTopic> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly rows: readonly TopicRows[Name][] };

/** The rows of a warm topic. The socket fills the cache; nothing here polls. */
export function useTopic<Name extends WarmTopic>(topic: Name): WarmRows<Name> {
  const { store } = useLiveHub();
  const { data } = useQuery<TopicTable<Name> | null>({
    queryKey: topicKey(topic),
    queryFn: () => store.rawTable(topic),
  });
  if (data === undefined || data === null) return LOADING;
  return { kind: 'ready', rows: Object.values(data.rows) };
}

const LOADING = { kind: 'loading' } as const;
