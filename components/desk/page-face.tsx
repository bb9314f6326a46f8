// What every page shows around its panels: mode colour, greyed while nothing is heard, title with what waits, favicon.
'use client';
import { useEffect } from 'react';
import { useDeskStatus, useLinkHealth } from '#components/live/desk-status.ts';
import { useLiveHub } from '#components/live/live-provider.tsx';
import { useTopic } from '#components/live/use-topic.ts';
import { formatUsd } from '#lib/format/usd.ts';
import { titleText } from './title-text.ts';

function setIcon(name: string): void {
  const href = `/icon-${name}.svg`;
  for (const link of document.querySelectorAll<HTMLLinkElement>('link[rel~="icon"]'))
    if (link.getAttribute('href') !== href) link.href = href;
}

export function PageFace() {
  const { store } = useLiveHub();
  const status = useDeskStatus();
  const health = useLinkHealth();
  const approvals = useTopic('approvals');
  const waiting =
    approvals.kind === 'ready' ? approvals.rows.filter((row) => row.state === 'pending').length : 0;
  const mode = status?.mode ?? null;
  const trading = status?.trading ?? null;

  useEffect(() => {
    if (mode === null) delete document.documentElement.dataset['mode'];
    else document.documentElement.dataset['mode'] = mode;
    const isTrue = health === 'up' && mode !== null;
    setIcon(trading === 'killed' ? 'killed' : isTrue ? mode : 'off');
  }, [mode, trading, health]);

  // Every panel of every page greys at once: what is old must not look live (I35).
  useEffect(() => {
    document.documentElement.dataset['link'] = health === 'up' ? 'up' : 'down';
  }, [health]);

  useEffect(() => {
    const write = () => {
      const mid = store.row('spot', 'BTC/USD')?.midUsd ?? null;
      document.title = titleText({ mode, trading, health, waiting, mid: formatUsd(mid) });
    };
    write();
    const id = setInterval(write, 1_000);
    return () => clearInterval(id);
  }, [store, mode, trading, health, waiting]);
  return null;
}
