// Text that changes with time alone: countdowns and "since" labels. Written four times a second, never rendered.
'use client';
import { useLayoutEffect, useRef } from 'react';
import { MISSING } from '#lib/format/digits.ts';
import { useLiveHub } from './live-provider.tsx';

export interface TickTextProps {
  /** Text for the engine's time; called again whenever this function changes. */
  readonly print: (nowMs: number) => string;
  /** A word for styling that depends on time, e.g. "urgent"; null removes it. */
  readonly tone?: (nowMs: number) => string | null;
  readonly className?: string;
  readonly testId?: string;
}

/** Shows a dash until the engine's time is known. */
export function TickText({ print, tone, className, testId }: TickTextProps) {
  const hub = useLiveHub();
  const ref = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const write = () => {
      const node = ref.current;
      const nowMs = hub.nowMs();
      if (node === null || nowMs === null) return;
      const text = print(nowMs);
      if (node.textContent !== text) node.textContent = text;
      const word = tone?.(nowMs) ?? null;
      if (word === null) delete node.dataset['tone'];
      else node.dataset['tone'] = word;
    };
    write();
    return hub.flush.onTick(write);
  }, [hub, print, tone]);
  return (
    <span ref={ref} className={className} data-testid={testId}>
      {MISSING}
    </span>
  );
}
