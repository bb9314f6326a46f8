// Binds a hotkey of the table for as long as a component is there. In: its id, what a press does.
'use client';
import { useEffect, useEffectEvent } from 'react';
import { type Hotkey, type HotkeyId, hotkeyOf, isHotkey } from './hotkeys.ts';
import { arming } from './use-arming.ts';

/** The one field in which hotkeys stay on: that of the command menu itself. */
export const TAKES_HOTKEYS = { 'data-takes-hotkeys': '' } as const;

const DIALOGS = '[role="dialog"], [role="alertdialog"]';

function isField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.closest('input, textarea, select') !== null;
}

function takesHotkeys(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('[data-takes-hotkeys]') !== null;
}

/** Whether a press may count now, where the focus is. */
function mayPress({ whileTyping, needsArming }: Hotkey, target: EventTarget | null): boolean {
  // What trades by a bare letter: armed, and neither a field nor a dialog in the way, the command menu's included.
  if (needsArming)
    return arming.isArmed() && !isField(target) && document.querySelector(DIALOGS) === null;
  return whileTyping || !isField(target) || takesHotkeys(target);
}

/** Heard before anything else on the page. */
export function useHotkey(id: HotkeyId, press: () => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (!isHotkey(event, id)) return;
    if (!mayPress(hotkeyOf(id), event.target)) return;
    event.preventDefault();
    if (hotkeyOf(id).needsArming) arming.use();
    press();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    window.addEventListener('keydown', listener, { capture: true });
    return () => window.removeEventListener('keydown', listener, { capture: true });
  }, []);
}
