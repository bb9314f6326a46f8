// A number that never renders: the frame flush writes its text node. In: topic, key, how to read and print it.
'use client';
import { useLayoutEffect, useRef } from 'react';
import { MISSING } from '#lib/format/digits.ts';
import type { TopicName, TopicRows } from '#lib/wire/topics.ts';
import { useLiveHub } from './live-provider.tsx';

export interface LiveNumberProps<Name extends TopicName> {
  readonly topic: Name;
  readonly rowKey: string;
  /** Module constants, so that the subscription is made once. */
  readonly read: (row: TopicRows[Name]) => number | null;
  readonly print: (value: number | null) => string;
  readonly className?: string;
  readonly testId?: string;
  /** Marks each change with its direction for a short flash (off under prefers-reduced-motion). */
  readonly flash?: boolean;
}

function writeMove(node: HTMLElement, before: number | null, after: number | null): void {
  if (before === null || after === null || before === after) return;
  node.dataset['move'] = after > before ? 'up' : 'down';
  for (const animation of node.getAnimations()) {
    animation.currentTime = 0;
    animation.play();
  }
}

/** The text is the server's last value, or a dash. */
export function LiveNumber<Name extends TopicName>(props: LiveNumberProps<Name>) {
  const { topic, rowKey, read, print, className, testId, flash = false } = props;
  const { store } = useLiveHub();
  const ref = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    let shown: number | null = null;
    const write = () => {
      const node = ref.current;
      if (node === null) return;
      const row = store.row(topic, rowKey);
      const value = row === undefined ? null : read(row);
      node.textContent = print(value);
      if (flash) writeMove(node, shown, value);
      shown = value;
    };
    write();
    return store.subscribeKey(topic, rowKey, write);
  }, [store, topic, rowKey, read, print, flash]);
  return (
    <span ref={ref} className={className} data-testid={testId}>
      {MISSING}
    </span>
  );
}
