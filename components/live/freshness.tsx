// The age of a value, judged by the same table as the gate. In: a budget and a stamp. Out: text and data-stale.
'use client';
import { useLayoutEffect, useRef } from 'react';
import { type FreshnessKey, freshnessOf } from '#lib/domain/freshness.ts';
import { MISSING } from '#lib/format/digits.ts';
import { formatAge } from '#lib/format/duration.ts';
import type { LiveHub } from './live-hub.ts';
import { useLiveHub } from './live-provider.tsx';
import type { LiveStore } from './live-store.ts';

export interface FreshnessProps {
  readonly budget: FreshnessKey;
  /** The stamp of the value in engine time; null = never seen. A module constant or memoised. */
  readonly at: (store: LiveStore) => number | null;
  readonly className?: string;
}

/** What to print and whether to grey: a lost link makes everything stale whatever its stamp says. */
function ageView(hub: Pick<LiveHub, 'link' | 'nowMs' | 'store'>, props: FreshnessProps) {
  const nowMs = hub.nowMs();
  const at = props.at(hub.store);
  const ageMs = nowMs === null || at === null ? null : nowMs - at;
  const freshness = freshnessOf(props.budget, ageMs);
  const isLinked = hub.link.get().phase === 'live';
  const isStale = !isLinked || freshness !== 'fresh';
  const word = !isLinked ? 'offline ' : freshness === 'stale' ? 'stale ' : '';
  return { text: freshness === 'missing' ? 'no data' : word + formatAge(ageMs), isStale };
}

/** Writes its own text and `data-stale`; a panel greys itself by `:has([data-stale="true"])`. */
export function Freshness({ budget, at, className }: FreshnessProps) {
  const hub = useLiveHub();
  const ref = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const write = () => {
      const node = ref.current;
      if (node === null) return;
      const view = ageView(hub, { budget, at });
      if (node.textContent !== view.text) node.textContent = view.text;
      node.dataset['stale'] = String(view.isStale);
    };
    write();
    return hub.flush.onTick(write);
  }, [hub, budget, at]);
  return (
    <span ref={ref} data-age="" data-stale="true" className={className}>
      {MISSING}
    </span>
  );
}
