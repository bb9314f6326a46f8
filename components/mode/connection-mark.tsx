// The browser's own line to the server, in a word: an open socket that brings nothing is not live.
'use client';
import { useLayoutEffect, useRef } from 'react';
import type { LiveHub } from '#components/live/live-hub.ts';
import { useLiveHub } from '#components/live/live-provider.tsx';
import { FRESHNESS_MS } from '#lib/domain/freshness.ts';
import { formatAge } from '#lib/format/duration.ts';

function viewOf(hub: LiveHub): { readonly state: string; readonly text: string } {
  const { phase } = hub.link.get();
  if (phase === 'connecting') return { state: 'connecting', text: 'Connecting' };
  if (phase !== 'live') return { state: 'lost', text: 'Disconnected' };
  if (hub.link.get().gateway?.engineConnected === false)
    return { state: 'engine-down', text: 'Engine down' };
  const silentMs = hub.silentMs();
  if (silentMs === null) return { state: 'connecting', text: 'No data yet' };
  if (silentMs > FRESHNESS_MS.engine)
    return { state: 'silent', text: `Silent ${formatAge(silentMs)}` };
  return { state: 'live', text: 'Connected' };
}

/** Written four times a second, never rendered; also marks the document so that every panel greys at once. */
export function ConnectionMark() {
  const hub = useLiveHub();
  const ref = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const write = () => {
      const { state, text } = viewOf(hub);
      document.documentElement.dataset['link'] = state === 'live' ? 'up' : 'down';
      const node = ref.current;
      if (node === null) return;
      node.dataset['state'] = state;
      node.textContent = text;
    };
    write();
    const stops = [hub.flush.onTick(write), hub.link.subscribe(write)];
    return () => {
      for (const stop of stops) stop();
    };
  }, [hub]);
  return (
    <span
      ref={ref}
      data-testid="connection-state"
      data-state="connecting"
      className="inline-block min-w-20 font-medium whitespace-nowrap text-severity-warning data-[state=live]:text-ink-soft data-[state=lost]:text-severity-critical data-[state=engine-down]:text-severity-critical"
    >
      Connecting
    </span>
  );
}
