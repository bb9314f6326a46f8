// The choices of this browser, one truth for all its tabs. Out: what is chosen, and a way to choose.
'use client';
import { useSyncExternalStore } from 'react';
import { CHOICES_KEY, type Choices, choicesText, parseChoices } from './choices.ts';
import { paintChoices } from './paint-choices.ts';

/** What the server draws: the first values. */
const DEFAULTS = parseChoices(null);

let current: Choices | null = null;
let isKept = true;
const listeners = new Set<() => void>();

function stored(): Choices {
  try {
    return parseChoices(localStorage.getItem(CHOICES_KEY));
  } catch {
    // Storage is shut off in this browser: the defaults hold.
    return DEFAULTS;
  }
}

function lightQuery(): MediaQueryList {
  return window.matchMedia('(prefers-color-scheme: light)');
}

function draw(): void {
  paintChoices(document.documentElement, choicesNow(), lightQuery().matches);
}

function tell(): void {
  draw();
  for (const listener of listeners) listener();
}

/** As it is now, outside React. */
export function choicesNow(): Choices {
  current ??= stored();
  return current;
}

/** Draws at once, tells the other tabs, and remembers. Out: all choices as they are then. */
export function choose(change: Partial<Choices>): Choices {
  current = { ...choicesNow(), ...change };
  try {
    localStorage.setItem(CHOICES_KEY, choicesText(current));
    isKept = true;
  } catch {
    isKept = false;
  }
  tell();
  return current;
}

/** Draws columns while a line is dragged, without choosing them; null draws the chosen ones again. */
export function showColumns(columns: readonly number[] | null): void {
  const chosen = choicesNow();
  const shown = { ...chosen, columns: columns ?? chosen.columns };
  paintChoices(document.documentElement, shown, lightQuery().matches);
}

/** Follows the other tabs and the system's own theme until stopped. */
export function followChoices(): () => void {
  const onStorage = ({ key }: StorageEvent) => {
    // Null: the whole storage was emptied.
    if (key !== CHOICES_KEY && key !== null) return;
    current = stored();
    tell();
  };
  const query = lightQuery();
  window.addEventListener('storage', onStorage);
  query.addEventListener('change', draw);
  draw();
  return () => {
    window.removeEventListener('storage', onStorage);
    query.removeEventListener('change', draw);
  };
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

export function useChoices(): Choices {
  return useSyncExternalStore(subscribe, choicesNow, () => DEFAULTS);
}

/** False once this browser refused to keep a choice: it then lasts until the page is reloaded. */
export function useIsKept(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => isKept,
    () => true,
  );
}
