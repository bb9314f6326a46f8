// Dark or light, as the document shows it now; a choice of this browser like the others.
'use client';
import { useSyncExternalStore } from 'react';
import { choose } from '#components/ui/use-choices.ts';

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
  choose({ theme });
}
