// Incidents for the page. In: the topic of the engine, pages of the store. Out: one list, its states, the way to older ones.
'use client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTopic } from '#components/live/use-topic.ts';
import { mergeIncidents, type ShownIncident } from './incident-view.ts';
import { fetchIncidents } from './incidents-api.ts';

const FIRST_PAGE: string | null = null;

/** Pages of the store; what the engine remembers is shown without them. */
function useStored() {
  return useInfiniteQuery({
    queryKey: ['incidents'],
    initialPageParam: FIRST_PAGE,
    queryFn: async ({ pageParam }) => {
      const page = await fetchIncidents(pageParam);
      if (!page.ok) throw new Error(page.text);
      return page;
    },
    getNextPageParam: (page) => page.next,
    refetchOnWindowFocus: 'always',
  });
}

export interface IncidentList {
  readonly rows: readonly ShownIncident[];
  /** False before the engine was heard: what is open now is not known then. */
  readonly isLive: boolean;
  readonly stored: ReturnType<typeof useStored>;
  /** Stored rows that this build cannot read. */
  readonly unreadable: number;
}

export function useIncidents(): IncidentList {
  const topic = useTopic('incidents');
  const stored = useStored();
  const pages = stored.data?.pages ?? [];
  const live = topic.kind === 'ready' ? topic.rows : [];
  return {
    rows: mergeIncidents(
      live,
      pages.flatMap((page) => page.rows),
    ),
    isLive: topic.kind === 'ready',
    stored,
    unreadable: pages.reduce((sum, page) => sum + page.unreadable, 0),
  };
}
