// The report of a span from the gateway, read again while the page is open. In: a span. Out: the query.
'use client';
import { useQuery } from '@tanstack/react-query';
import { fetchPnl } from '#components/live/api-client.ts';
import { useLiveHub } from '#components/live/live-provider.tsx';
import { fromOf, type Span } from './pnl-view.ts';

/** A day is read often, a long history seldom: it costs the database more and changes less. */
const EVERY_MS: Readonly<Record<Span, number>> = { today: 15_000, '7d': 60_000, all: 120_000 };

export function usePnl(span: Span) {
  const hub = useLiveHub();
  return useQuery({
    queryKey: ['pnl', span],
    queryFn: async () => {
      const reply = await fetchPnl(fromOf(span, hub.nowMs() ?? Date.now()));
      if (!reply.ok) throw new Error(reply.text);
      return reply;
    },
    refetchInterval: EVERY_MS[span],
    staleTime: 0,
  });
}
