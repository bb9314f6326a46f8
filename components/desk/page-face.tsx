// What every page shows around its panels: mode colour (of an installed window's frame, too), greyed while nothing is heard, title with what waits, favicon.
'use client';
import { useEffect } from 'react';
import { useDeskStatus, useLinkHealth } from '#components/live/desk-status.ts';
import { useLiveHub } from '#components/live/live-provider.tsx';
import { useTopic } from '#components/live/use-topic.ts';
import { useWaitingIncidents } from '#components/live/use-waiting-incidents.ts';
import type { Mode } from '#lib/domain/mode.ts';
import { formatUsd } from '#lib/format/usd.ts';
import { titleText } from './title-text.ts';
import { type Theme, useTheme } from './use-theme.ts';

function setIcon(name: string): void {
  const href = `/icon-${name}.svg`;
  for (const link of document.querySelectorAll<HTMLLinkElement>('link[rel~="icon"]'))
    if (link.getAttribute('href') !== href) link.href = href;
}

/** The frame of an installed window has the colour that mode and theme give: its icon cannot tell the mode. */
function setFrame(mode: Mode | null, theme: Theme): void {
  const known = document.querySelector<HTMLMetaElement>('meta[name="theme-color"]');
  const meta = known ?? document.createElement('meta');
  meta.name = 'theme-color';
  meta.dataset['of'] = `${mode ?? 'no mode'}, ${theme}`;
  meta.content = getComputedStyle(document.documentElement).getPropertyValue('--mode-color').trim();
  if (known === null) document.head.append(meta);
}

export function PageFace() {
  const { store } = useLiveHub();
  const status = useDeskStatus();
  const health = useLinkHealth();
  const approvals = useTopic('approvals');
  const waiting =
    approvals.kind === 'ready' ? approvals.rows.filter((row) => row.state === 'pending').length : 0;
  const incidents = useWaitingIncidents();
  const mode = status?.mode ?? null;
  const trading = status?.trading ?? null;
  const theme = useTheme();

  useEffect(() => {
    if (mode === null) delete document.documentElement.dataset['mode'];
    else document.documentElement.dataset['mode'] = mode;
    const isTrue = health === 'up' && mode !== null;
    setIcon(trading === 'killed' ? 'killed' : isTrue ? mode : 'off');
  }, [mode, trading, health]);

  useEffect(() => setFrame(mode, theme), [mode, theme]);

  // Every panel of every page greys at once: what is old must not look live (I35).
  useEffect(() => {
    document.documentElement.dataset['link'] = health === 'up' ? 'up' : 'down';
  }, [health]);

  useEffect(() => {
    const write = () => {
      const mid = store.row('spot', 'BTC/USD')?.midUsd ?? null;
      document.title = titleText({
        mode,
        trading,
        health,
        waiting,
        incidents,
        mid: formatUsd(mid),
      });
    };
    write();
    const id = setInterval(write, 1_000);
    return () => clearInterval(id);
  }, [store, mode, trading, health, waiting, incidents]);
  return null;
}
