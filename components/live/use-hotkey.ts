// Binds a hotkey of the table for as long as a component is there. In: its id, what a press does.
'use client';
import { useEffect, useEffectEvent } from 'react';
import { type HotkeyId, hotkeyOf, isHotkey } from './hotkeys.ts';

/** The one field in which hotkeys stay on: that of the command menu itself. */
export const TAKES_HOTKEYS = { 'data-takes-hotkeys': '' } as const;

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('[data-takes-hotkeys]') !== null) return false;
  return target.isContentEditable || target.closest('input, textarea, select') !== null;
}

/** Heard before anything else on the page. */
export function useHotkey(id: HotkeyId, press: () => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (!isHotkey(event, id)) return;
    if (!hotkeyOf(id).whileTyping && isTyping(event.target)) return;
    event.preventDefault();
    press();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    window.addEventListener('keydown', listener, { capture: true });
    return () => window.removeEventListener('keydown', listener, { capture: true });
  }, []);
}
