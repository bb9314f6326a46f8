// Alarms, newest first, severity as a word and a colour. In: the alarms topic. Out: a list, and a count for its tab.
'use client';
import { useTopic } from '#components/live/use-topic.ts';
import { listState, PanelContent } from '#components/ui/panel.tsx';
import { formatClock } from '#lib/format/duration.ts';
import type { AlarmRow } from '#lib/wire/status-rows.ts';

const SHOWN = 60;

const TONE: Readonly<Record<AlarmRow['severity'], string>> = {
  info: 'text-severity-info',
  warning: 'text-severity-warning',
  critical: 'text-severity-critical font-bold',
};

export function AlarmsList() {
  const topic = useTopic('alarms');
  const alarms = topic.kind === 'ready' ? topic.rows : [];
  const rows = alarms.toSorted((left, right) => right.at - left.at).slice(0, SHOWN);
  return (
    <PanelContent
      state={listState(topic, { count: rows.length, empty: 'No alarms in this session.' })}
    >
      <ul aria-label="Alarms, newest first">
        {rows.map((row) => (
          <li
            key={row.id}
            data-testid="alarm-row"
            data-severity={row.severity}
            className="flex gap-2 border-b border-line px-2 py-0.5 text-xs"
          >
            <span className="num shrink-0 text-2xs text-ink-faint">{formatClock(row.at)}</span>
            <span className={`w-14 shrink-0 text-2xs ${TONE[row.severity]}`}>{row.severity}</span>
            <span className="min-w-0 text-ink-soft">{row.text}</span>
          </li>
        ))}
      </ul>
    </PanelContent>
  );
}
