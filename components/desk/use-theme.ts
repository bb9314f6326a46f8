// Dark or light, kept in a cookie so that the server draws the right one at once. The document says which one is on.
'use client';
import { useSyncExternalStore } from 'react';

const YEAR_SECONDS = 31_536_000;

export type Theme = 'dark' | 'light';

function currentTheme(): Theme {
  return document.documentElement.dataset['theme'] === 'light' ? 'light' : 'dark';
}

function subscribe(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  return () => observer.disconnect();
}

export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, currentTheme, () => 'dark');
}

export function setTheme(theme: Theme): void {
  document.documentElement.dataset['theme'] = theme;
  void cookieStore.set({
    name: 'theme',
    value: theme,
    sameSite: 'strict',
    expires: Date.now() + YEAR_SECONDS * 1000,
  });
}
