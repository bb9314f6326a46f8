// One past moment from the replay: asked again while it is computed. In: a wish. Out: the newest answer, and what failed.
'use client';
import { useQuery } from '@tanstack/react-query';
import { getApi } from '#components/live/api-client.ts';
import type { DecisionListReply, NearDecisionsReply } from '#lib/wire/decisions-http.ts';
import type { MomentReply, MomentWish } from '#lib/wire/moment-http.ts';

const AGAIN_MS = 500;

function searchOf(fields: Readonly<Record<string, string | number | null>>): string {
  const given = Object.entries(fields).flatMap(([name, value]) =>
    value === null ? [] : [[name, String(value)]],
  );
  return new URLSearchParams(given).toString();
}

/** The moment, once there is a wish. */
export function useMoment(wish: MomentWish | null) {
  return useQuery({
    queryKey: ['moment', wish],
    enabled: wish !== null,
    // A past moment stays what it was; one that failed is asked for again on demand alone.
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => {
      const reply = await getApi<MomentReply>(`/api/replay?${searchOf({ ...wish })}`);
      if (!reply.ok) throw new Error(reply.text);
      return reply.moment;
    },
    refetchInterval: ({ state }) => (state.data?.state === 'working' ? AGAIN_MS : false),
  });
}

/** The stored decisions of this market before and after the moment. */
export function useNear(wish: MomentWish | null) {
  return useQuery({
    queryKey: ['near', wish],
    enabled: wish !== null,
    queryFn: async () => {
      // Without an event number every decision of that millisecond has been made.
      const event = wish?.event ?? 999_999_999_999;
      const reply = await getApi<NearDecisionsReply>(
        `/api/decisions/near?${searchOf({ at: wish?.at ?? null, event, ticker: wish?.ticker ?? null })}`,
      );
      if (!reply.ok) throw new Error(reply.text);
      return reply;
    },
  });
}

/** Where one begins without a moment in the address: the newest stored decision; null when there is none. */
export function useNewest() {
  return useQuery({
    queryKey: ['newest-decision'],
    queryFn: async (): Promise<MomentWish | null> => {
      const reply = await getApi<DecisionListReply>('/api/decisions');
      if (!reply.ok) throw new Error(reply.text);
      const [row] = reply.rows;
      return row === undefined ? null : { at: row.at, event: row.eventSeq, ticker: row.ticker };
    },
  });
}
