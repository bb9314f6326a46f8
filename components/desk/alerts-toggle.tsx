// Sound and desktop notice for new approvals and critical alarms, and the button that turns them on.
'use client';
import { BellIcon, BellOffIcon } from 'lucide-react';
import { useEffect, useEffectEvent, useRef } from 'react';
import { useTopic } from '#components/live/use-topic.ts';
import { Button } from '#components/ui/button.tsx';
import { toggleAlerts, useChime } from './use-alerts.ts';

/** Ids of what deserves attention now; null before the first snapshots. */
function useUrgentIds(): ReadonlyMap<string, string> | null {
  const approvals = useTopic('approvals');
  const alarms = useTopic('alarms');
  if (approvals.kind === 'loading' || alarms.kind === 'loading') return null;
  return new Map([
    ...approvals.rows
      .filter((row) => row.state === 'pending')
      .map((row) => [row.id, `Approval waits: ${row.title}`] as const),
    ...alarms.rows
      .filter((row) => row.severity === 'critical')
      .map((row) => [row.id, row.text] as const),
  ]);
}

function notify(text: string): void {
  if (!('Notification' in window) || Notification.permission !== 'granted') return;
  if (document.visibilityState === 'hidden') new Notification('Voltage', { body: text });
}

export function AlertsToggle() {
  const urgent = useUrgentIds();
  const seen = useRef<ReadonlySet<string> | null>(null);
  const chime = useChime();

  const onUrgent = useEffectEvent((now: ReadonlyMap<string, string>) => {
    const before = seen.current;
    seen.current = new Set(now.keys());
    // What was there when the page opened is on screen already: only news make a sound.
    if (before === null) return;
    for (const [id, text] of now) {
      if (before.has(id)) continue;
      chime?.ring();
      if (chime !== null) notify(text);
    }
  });
  useEffect(() => {
    if (urgent !== null) onUrgent(urgent);
  }, [urgent]);

  const Icon = chime === null ? BellOffIcon : BellIcon;
  return (
    <Button
      intent="quiet"
      aria-pressed={chime !== null}
      onClick={toggleAlerts}
      title="Sound and notice for approvals and critical alarms"
    >
      <Icon aria-hidden="true" className="size-3.5" />
      <span className="max-md:sr-only">Alerts {chime === null ? 'off' : 'on'}</span>
    </Button>
  );
}
