// Content for screen readers only: the table twin of a canvas, status lines.
import type { ReactNode } from 'react';

export function VisuallyHidden({ children }: { readonly children: ReactNode }) {
  return <div className="sr-only">{children}</div>;
}
