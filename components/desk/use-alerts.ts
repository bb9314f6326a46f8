// Whether alerts sound, one switch for all who show or turn it. Off until asked for: browsers demand a press.
'use client';
import { useSyncExternalStore } from 'react';
import { type Chime, createChime } from './chime.ts';

let chime: Chime | null = null;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** The sound while alerts are on; null while they are off. Stays on from page to page, until the document goes. */
export function useChime(): Chime | null {
  return useSyncExternalStore(
    subscribe,
    () => chime,
    () => null,
  );
}

/** Call it in a press. Turning it on rings once, and asks for desktop notices where nobody decided yet. */
export function toggleAlerts(): void {
  if (chime === null) {
    chime = createChime();
    chime.ring();
    if ('Notification' in window && Notification.permission === 'default')
      void Notification.requestPermission();
  } else {
    chime.stop();
    chime = null;
  }
  for (const listener of listeners) listener();
}
