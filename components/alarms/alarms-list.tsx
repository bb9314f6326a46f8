// Alarms, newest first, severity as a word and a colour. In: the list of them. Out: the list drawn.
'use client';
import { PanelContent } from '#components/ui/panel.tsx';
import { formatClock } from '#lib/format/duration.ts';
import type { AlarmRow } from '#lib/wire/status-rows.ts';
import type { AlarmList } from './use-alarm-list.ts';

const TONE: Readonly<Record<AlarmRow['severity'], string>> = {
  info: 'text-severity-info',
  warning: 'text-severity-warning',
  critical: 'text-severity-critical font-bold',
};

export interface AlarmsListProps {
  readonly list: AlarmList;
}

export function AlarmsList({ list }: AlarmsListProps) {
  return (
    <PanelContent state={list.state}>
      <ul aria-label="Alarms, newest first">
        {list.rows.map((row) => (
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
