// The frame of every panel: title bar, body, and the three states without data. A thrown panel never takes others down.
'use client';
import type { ReactNode } from 'react';
import { BY_KEYBOARD } from './by-keyboard.ts';
import { PanelBoundary } from './panel-boundary.tsx';

/** ready: draw children · loading: nothing received yet · empty: received, and there is nothing. */
export type PanelState =
  | { readonly kind: 'ready' }
  | { readonly kind: 'loading' }
  | { readonly kind: 'empty'; readonly text: string };

export const READY: PanelState = { kind: 'ready' };
export const LOADING: PanelState = { kind: 'loading' };

/** The state of a list: nothing is not the same as not known yet. */
export function listState(
  topic: { readonly kind: 'loading' | 'ready' },
  list: { readonly count: number; readonly empty: string },
): PanelState {
  if (topic.kind === 'loading') return LOADING;
  return list.count === 0 ? { kind: 'empty', text: list.empty } : READY;
}

export interface PanelProps {
  readonly id: string;
  readonly title: ReactNode;
  /** Ages and controls at the right end of the title bar. */
  readonly aside?: ReactNode;
  readonly state?: PanelState;
  readonly className?: string;
  /** Off where the body scrolls by its own parts. */
  readonly scroll?: boolean;
  readonly children: ReactNode;
}

export function PanelNotice({ children }: { readonly children: ReactNode }) {
  return (
    <p className="grid h-full min-h-12 place-items-center p-3 text-center text-xs text-ink-faint">
      {children}
    </p>
  );
}

/** The body in one of its three states; for the parts of a panel that load on their own. */
export function PanelContent({ state, children }: Pick<PanelProps, 'state' | 'children'>) {
  if (state?.kind === 'loading') return <PanelNotice>Waiting for the first snapshot</PanelNotice>;
  if (state?.kind === 'empty') return <PanelNotice>{state.text}</PanelNotice>;
  return children;
}

export function Panel(props: PanelProps) {
  const { id, title, aside, state = READY, className = '', scroll = true, children } = props;
  return (
    <section
      id={id}
      aria-labelledby={`${id}-title`}
      className={`panel flex min-h-0 min-w-0 flex-col overflow-hidden bg-surface ${className}`}
    >
      <header className="panel-title flex h-7 shrink-0 items-center justify-between gap-2 border-b border-line px-2">
        <h2
          id={`${id}-title`}
          className="flex min-w-0 items-baseline gap-2 truncate text-xs font-semibold text-ink-soft"
        >
          {title}
        </h2>
        <div className="flex shrink-0 items-center gap-2 text-2xs">{aside}</div>
      </header>
      <div
        {...(scroll ? BY_KEYBOARD : {})}
        className={`panel-body min-h-0 flex-1 ${scroll ? 'overflow-auto' : 'overflow-hidden'}`}
      >
        <PanelBoundary name={id}>
          <PanelContent state={state}>{children}</PanelContent>
        </PanelBoundary>
      </div>
    </section>
  );
}
