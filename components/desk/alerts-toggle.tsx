// Sound and desktop notice for new approvals and critical alarms, and the button that turns them on.
'use client';
import { BellIcon, BellOffIcon } from 'lucide-react';
import { type RefObject, useEffect, useEffectEvent, useRef } from 'react';
import { useTopic } from '#components/live/use-topic.ts';
import { useIsQuiet } from '#components/live/use-waiting-incidents.ts';
import { Button } from '#components/ui/button.tsx';
import { type AlertState, raiseAlert, toggleAlerts, useAlerts, wakeSound } from './use-alerts.ts';

/** Null text: somebody took note of its incident, which still stands: it makes no sound again. */
type Urgent = ReadonlyMap<string, string | null>;

/** Ids of what deserves attention now; null before the first snapshots. */
function useUrgentIds(): Urgent | null {
  const approvals = useTopic('approvals');
  const alarms = useTopic('alarms');
  const isQuiet = useIsQuiet();
  if (approvals.kind === 'loading' || alarms.kind === 'loading') return null;
  return new Map([
    ...approvals.rows
      .filter((row) => row.state === 'pending')
      .map((row) => [row.id, `Approval waits: ${row.title}`] as const),
    ...alarms.rows
      .filter((row) => row.severity === 'critical')
      .map((row) => [row.id, isQuiet(row) ? null : row.text] as const),
  ]);
}

const WORD: Readonly<Record<AlertState, string>> = {
  off: 'Alerts off',
  waiting: 'Alerts muted',
  on: 'Alerts on',
};

/** After a reload the browser keeps quiet until somebody clicks; the first click anywhere wakes the sound. */
function useWakeAtClick(state: AlertState, button: RefObject<HTMLButtonElement | null>): void {
  useEffect(() => {
    if (state !== 'waiting') return;
    const wake = ({ target }: MouseEvent) => {
      // This button asks for the sound itself.
      if (target instanceof Node && button.current?.contains(target)) return;
      wakeSound();
    };
    document.addEventListener('click', wake, { capture: true });
    return () => document.removeEventListener('click', wake, { capture: true });
  }, [state, button]);
}

export function AlertsToggle() {
  const urgent = useUrgentIds();
  const seen = useRef<ReadonlySet<string> | null>(null);
  const state = useAlerts();
  const button = useRef<HTMLButtonElement>(null);
  useWakeAtClick(state, button);

  const onUrgent = useEffectEvent((now: Urgent) => {
    const before = seen.current;
    seen.current = new Set(now.keys());
    // What was there when the page opened is on screen already: only news make a sound.
    if (before === null) return;
    for (const [id, text] of now) {
      if (before.has(id) || text === null) continue;
      raiseAlert(id, text);
    }
  });
  useEffect(() => {
    if (urgent !== null) onUrgent(urgent);
  }, [urgent]);

  const Icon = state === 'on' ? BellIcon : BellOffIcon;
  return (
    <Button
      intent="quiet"
      ref={button}
      data-testid="alerts-toggle"
      aria-pressed={state === 'on'}
      onClick={() => toggleAlerts(state)}
      title={
        state === 'waiting'
          ? 'Alerts are on; the browser allows sound after the first click on this page'
          : 'Sound and notice for approvals and critical alarms'
      }
    >
      <Icon aria-hidden="true" className="size-3.5" />
      <span className="max-md:sr-only">{WORD[state]}</span>
    </Button>
  );
}
