// Where a chart goes before its code is there. In: what was loaded, how to draw with it. Out: the canvas, or why there is none.
import type { ReactNode } from 'react';
import type { Loaded } from '#components/ui/use-loaded.ts';

export interface LazyCanvasProps<T> {
  readonly loaded: Loaded<T>;
  readonly children: (module: T) => ReactNode;
}

/** The table beside every chart says the same, so a missing chart is a word and no error. */
export function LazyCanvas<T>({ loaded, children }: LazyCanvasProps<T>) {
  if (loaded.kind === 'ready') return children(loaded.module);
  if (loaded.kind === 'loading') return null;
  return (
    <p role="alert" className="absolute inset-0 grid place-items-center text-sm text-ink-soft">
      The chart could not be loaded. Reload the page.
    </p>
  );
}
