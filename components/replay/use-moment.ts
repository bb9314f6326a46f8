// One past moment from the replay: asked again while it is computed. In: a wish. Out: the newest answer, and what failed.
'use client';
import { useQuery } from '@tanstack/react-query';
import { getApi } from '#components/live/api-client.ts';
import type { DecisionListReply, NearDecisionsReply } from '#lib/wire/decisions-http.ts';
import type { MomentReply, MomentWish } from '#lib/wire/moment-http.ts';
import { againMs, keptMs } from './moment-age.ts';

/** How often one looks whether a next decision has been stored. */
const NEAR_MS = 30_000;

/** Made when it is first needed: the id of this page, so that the gateway tells two tabs of one login apart. */
let page: string | null = null;
function pageId(): string {
  page ??= crypto.randomUUID();
  return page;
}

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
    staleTime: ({ state }) => keptMs(state.data),
    // Coming back to the tab begins no walk through the journal.
    refetchOnWindowFocus: false,
    queryFn: async () => {
      const reply = await getApi<MomentReply>(
        `/api/replay?${searchOf({ ...wish, page: pageId() })}`,
      );
      if (!reply.ok) throw new Error(reply.text, { cause: reply.code });
      return reply.moment;
    },
    refetchInterval: ({ state }) => againMs(state.data, state.error?.cause),
  });
}

/** The stored decisions of this market before and after the moment. */
export function useNear(wish: MomentWish | null) {
  return useQuery({
    queryKey: ['near', wish],
    enabled: wish !== null,
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.next === null ? NEAR_MS : false),
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
    staleTime: 0,
    queryFn: async (): Promise<MomentWish | null> => {
      const reply = await getApi<DecisionListReply>('/api/decisions');
      if (!reply.ok) throw new Error(reply.text);
      const [row] = reply.rows;
      return row === undefined ? null : { at: row.at, event: row.eventSeq, ticker: row.ticker };
    },
  });
}
