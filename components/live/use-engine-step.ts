// The engine's time in whole steps, for what changes with time alone. In: a step, ms. Out: Unix ms, or null before the first message.
'use client';
import { useMemo, useSyncExternalStore } from 'react';
import { useLiveHub } from './live-provider.tsx';

/** The begin of the running step; renders once a step, together with whatever else that frame brings. */
export function useEngineStep(stepMs: number): number | null {
  const hub = useLiveHub();
  const clock = useMemo(
    () => ({
      subscribe: (listener: () => void) => hub.flush.onTick(listener),
      get: () => {
        const now = hub.nowMs();
        return now === null ? null : Math.floor(now / stepMs) * stepMs;
      },
    }),
    [hub, stepMs],
  );
  return useSyncExternalStore(clock.subscribe, clock.get);
}
