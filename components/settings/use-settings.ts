// Login and system from the gateway, read again now and then. Out: the query.
'use client';
import { useQuery } from '@tanstack/react-query';
import { fetchSettings } from '#components/live/api-client.ts';

const EVERY_MS = 30_000;

export function useSettings() {
  return useQuery({
    queryKey: ['settings'],
    queryFn: async () => {
      const reply = await fetchSettings();
      if (!reply.ok) throw new Error(reply.text);
      return reply;
    },
    refetchInterval: EVERY_MS,
    staleTime: 0,
  });
}

export type SettingsQuery = ReturnType<typeof useSettings>;
