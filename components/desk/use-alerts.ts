// Whether alerts are on, and what they do: a choice of this browser. Sound waits for a click: browsers demand one.
'use client';
import { useSyncExternalStore } from 'react';
import { choicesNow, choose, useChoices } from '#components/ui/use-choices.ts';
import { type Chime, createChime } from './chime.ts';

/** waiting: wanted, and silent until the first click on this page. */
export type AlertState = 'off' | 'waiting' | 'on';

let chime: Chime | null = null;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

function setChime(next: Chime | null): void {
  chime = next;
  for (const listener of listeners) listener();
}

/** What this page will do. The choice is kept, the sound stays from page to page until the document goes. */
export function useAlerts(): AlertState {
  const { alerts, sound } = useChoices();
  const isAwake = useSyncExternalStore(
    subscribe,
    () => chime !== null,
    () => false,
  );
  if (alerts === 'off') return 'off';
  return sound === 'on' && !isAwake ? 'waiting' : 'on';
}

/** Call it in a click: from then on this page can sound. */
export function wakeSound(): void {
  if (chime === null) setChime(createChime());
}

/** Rings once so that it can be heard before it is needed. Call it in a click. */
export function tryChime(): void {
  wakeSound();
  chime?.ring();
}

/** Asks for desktop notices where nobody decided yet. Call it in a click. */
export async function askForNotices(): Promise<void> {
  if (!('Notification' in window) || Notification.permission !== 'default') return;
  await Notification.requestPermission();
  for (const listener of listeners) listener();
}

/** Call it in a click. Turning alerts on rings once where sound is wanted. */
export function toggleAlerts(state: AlertState): void {
  if (state === 'on') {
    choose({ alerts: 'off' });
    chime?.stop();
    setChime(null);
    return;
  }
  const { sound, notices } = choose({ alerts: 'on' });
  if (sound === 'on') tryChime();
  if (notices === 'on') void askForNotices();
}

/** One alert: sound and notice as chosen. Several tabs that notice the same thing show it once. */
export function raiseAlert(id: string, text: string): void {
  const { alerts, sound, notices } = choicesNow();
  if (alerts === 'off') return;
  if (sound === 'on') chime?.ring();
  if (notices === 'off' || noticeState() !== 'granted') return;
  if (document.visibilityState === 'hidden') new Notification('Voltage', { body: text, tag: id });
}

/** What the browser says to desktop notices; "missing" where it has none. */
export type NoticeState = NotificationPermission | 'missing';

function noticeState(): NoticeState {
  return 'Notification' in window ? Notification.permission : 'missing';
}

export function useNoticeState(): NoticeState {
  return useSyncExternalStore(subscribe, noticeState, () => 'default');
}
