// The engine's time to the minute, for what changes with the calendar. Out: Unix ms, or null before the first message.
'use client';
import { useMemo, useSyncExternalStore } from 'react';
import { useLiveHub } from './live-provider.tsx';

const MINUTE_MS = 60_000;

/** The begin of the running minute; renders once a minute. */
export function useEngineMinute(): number | null {
  const hub = useLiveHub();
  const clock = useMemo(
    () => ({
      subscribe: (listener: () => void) => hub.flush.onTick(listener),
      get: () => {
        const now = hub.nowMs();
        return now === null ? null : Math.floor(now / MINUTE_MS) * MINUTE_MS;
      },
    }),
    [hub],
  );
  return useSyncExternalStore(clock.subscribe, clock.get);
}
