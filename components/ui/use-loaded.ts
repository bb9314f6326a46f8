// Code that is fetched when it is first needed. In: a loader. Out: its module, or that it is on its way or did not come.
'use client';
import { useEffect, useState } from 'react';

export type Loaded<T> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed' }
  | { readonly kind: 'ready'; readonly module: T };

const LOADING = { kind: 'loading' } as const;
const FAILED = { kind: 'failed' } as const;

/**
 * Calls `load` (a module constant) after mount. A module that does not come, because the server is gone or a newer build
 * stands there, is told and not thrown: the rest of the page stays as it is.
 */
export function useLoaded<T>(load: () => Promise<T>): Loaded<T> {
  const [loaded, setLoaded] = useState<Loaded<T>>(LOADING);
  useEffect(() => {
    let isCurrent = true;
    const settle = (next: Loaded<T>) => {
      if (isCurrent) setLoaded(next);
    };
    load().then(
      (module) => settle({ kind: 'ready', module }),
      () => settle(FAILED),
    );
    return () => {
      isCurrent = false;
    };
  }, [load]);
  return loaded;
}
