// A part whose code is fetched after the page works. In: its loader, how to draw it. Out: the part, or a word when it did not come.
'use client';
import type { ReactNode } from 'react';
import { useLoaded } from './use-loaded.ts';

export interface LaterProps<T> {
  /** A module constant. */
  readonly load: () => Promise<T>;
  readonly children: (module: T) => ReactNode;
}

export function Later<T>({ load, children }: LaterProps<T>) {
  const loaded = useLoaded(load);
  if (loaded.kind === 'ready') return children(loaded.module);
  if (loaded.kind === 'loading') return null;
  return (
    <p role="alert" className="p-2 text-sm text-ink-soft">
      This part could not be loaded. Reload the page.
    </p>
  );
}
