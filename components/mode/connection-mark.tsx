// The browser's own line to the server, in a word and an age.
'use client';
import { useCallback } from 'react';
import { useLinkHealth } from '#components/live/desk-status.ts';
import type { LinkHealth } from '#components/live/link-health.ts';
import { useLiveHub } from '#components/live/live-provider.tsx';
import { TickText } from '#components/live/tick-text.tsx';
import { formatAge } from '#lib/format/duration.ts';

const WORD: Readonly<Record<LinkHealth, string>> = {
  connecting: 'Connecting',
  up: 'Connected',
  silent: 'Silent',
  'engine-down': 'Engine down',
  down: 'Disconnected',
};

const TONE: Readonly<Record<LinkHealth, string>> = {
  connecting: 'text-severity-warning',
  up: 'text-ink-soft',
  silent: 'text-severity-critical',
  'engine-down': 'text-severity-critical',
  down: 'text-severity-critical',
};

/** The age beside the word is that of the last message of any kind. */
export function ConnectionMark() {
  const hub = useLiveHub();
  const health = useLinkHealth();
  const print = useCallback(() => formatAge(hub.silentMs()), [hub]);
  return (
    <span className="flex items-center gap-1.5">
      <span
        data-testid="connection-state"
        data-state={health}
        className={`inline-block min-w-[72px] font-medium whitespace-nowrap ${TONE[health]}`}
      >
        {WORD[health]}
      </span>
      <TickText print={print} className="num inline-block min-w-[5ch] text-ink-faint" />
    </span>
  );
}
