// How the rehearsal stands, asked again while it runs, and the two wishes. In: /api/drill. Out: its reply, its pending presses.
'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Answer } from '#components/live/api-client.ts';
import type { DrillCall, DrillReply } from '#lib/wire/drill-http.ts';
import { beginDrill, fetchDrill, stopDrill } from './drill-api.ts';

const KEY = ['drill'];
/** While one runs. */
const RUNNING_MS = 1_000;
/** Otherwise: why none may begin changes with what the engine does. */
const IDLE_MS = 5_000;

/** The reply, or an error in the server's words. */
function told(reply: Answer<DrillReply>): DrillReply {
  if (!reply.ok) throw new Error(reply.text);
  return reply;
}

export function useDrill() {
  const client = useQueryClient();
  const query = useQuery({
    queryKey: KEY,
    queryFn: async () => told(await fetchDrill()),
    refetchInterval: ({ state }) => (state.data?.run?.state === 'running' ? RUNNING_MS : IDLE_MS),
    refetchOnWindowFocus: 'always',
    retry: false,
  });
  const settle = {
    networkMode: 'always',
    async onSuccess(reply: DrillReply) {
      // An answer still under way may be older than this one.
      await client.cancelQueries({ queryKey: KEY });
      client.setQueryData(KEY, reply);
    },
    // Refused may mean that it began or ended elsewhere.
    onError: () => client.invalidateQueries({ queryKey: KEY }),
  } as const;
  const begin = useMutation({
    mutationFn: async (call: DrillCall) => told(await beginDrill(call)),
    ...settle,
  });
  const stop = useMutation({
    // The begin of the one that is meant, for the page: the server ends the one under way.
    mutationFn: async (_begunAt: number) => told(await stopDrill()),
    ...settle,
  });
  return { query, begin, stop };
}

export type Drill = ReturnType<typeof useDrill>;
