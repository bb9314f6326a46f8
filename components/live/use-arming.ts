// The arming of this window's trading hotkeys, bound to the browser. Out: whether they are armed, and the switch.
'use client';
import { useSyncExternalStore } from 'react';
import { createArming } from './arming.ts';
import { createSleeplessClock } from './sleepless-clock.ts';

/** One for the document; memory alone holds it. */
export const arming = createArming({
  now: createSleeplessClock({ monoMs: () => performance.now(), wallMs: () => Date.now() }),
  after(ms, call) {
    const id = setTimeout(call, ms);
    return () => clearTimeout(id);
  },
  onLeave(call) {
    const hidden = () => document.visibilityState === 'hidden' && call();
    window.addEventListener('blur', call);
    window.addEventListener('pagehide', call);
    document.addEventListener('visibilitychange', hidden);
    return () => {
      window.removeEventListener('blur', call);
      window.removeEventListener('pagehide', call);
      document.removeEventListener('visibilitychange', hidden);
    };
  },
});

export function useIsArmed(): boolean {
  return useSyncExternalStore(arming.subscribe, arming.isArmed, () => false);
}
