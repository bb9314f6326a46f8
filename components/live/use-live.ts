// React's door to the live store: one subscription per topic and key, stable references, at most one render a frame.
'use client';
import { useMemo, useSyncExternalStore } from 'react';
import type { TopicTable } from '#lib/wire/envelope.ts';
import type { TopicName, TopicRows } from '#lib/wire/topics.ts';
import type { LinkState } from './link-state.ts';
import { useLiveHub } from './live-provider.tsx';
import type { LiveStore } from './live-store.ts';

/** The row, or undefined while it is not there. */
export function useLiveRow<Name extends TopicName>(
  topic: Name,
  key: string,
): TopicRows[Name] | undefined {
  const { store } = useLiveHub();
  const subscribe = useMemo(
    () => (listener: () => void) => store.subscribeKey(topic, key, listener),
    [store, topic, key],
  );
  return useSyncExternalStore(subscribe, () => store.row(topic, key));
}

/** What a view takes from a table; `equal` decides whether React hears of it. Both must be module constants. */
export interface LiveView<Name extends TopicName, T> {
  readonly topic: Name;
  readonly select: (table: TopicTable<Name> | null) => T;
  readonly equal: (left: T, right: T) => boolean;
}

function createSelection<Name extends TopicName, T>(store: LiveStore, view: LiveView<Name, T>) {
  let table = store.table(view.topic);
  let value = view.select(table);
  return {
    subscribe: (listener: () => void) => store.subscribeTopic(view.topic, listener),
    get(): T {
      const current = store.table(view.topic);
      if (current === table) return value;
      table = current;
      const next = view.select(current);
      if (!view.equal(value, next)) value = next;
      return value;
    },
  };
}

/** A value derived from a whole table; keeps its reference while `equal` says nothing changed. */
export function useLiveView<Name extends TopicName, T>(view: LiveView<Name, T>): T {
  const { store } = useLiveHub();
  const selection = useMemo(() => createSelection(store, view), [store, view]);
  return useSyncExternalStore(selection.subscribe, selection.get);
}

/** The browser's own connection. */
export function useLink(): LinkState {
  const { link } = useLiveHub();
  return useSyncExternalStore(link.subscribe, link.get);
}
