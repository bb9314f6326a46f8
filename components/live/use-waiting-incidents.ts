// How many incidents wait for a person, and which alarms somebody has taken note of. In: the topic. Out: a count, a test.
'use client';
import { isWaiting } from '#lib/domain/incident.ts';
import type { AlarmRow } from '#lib/wire/status-rows.ts';
import { useTopic } from './use-topic.ts';

/** Critical and not acknowledged, open or over; 0 before the first snapshot. */
export function useWaitingIncidents(): number {
  const topic = useTopic('incidents');
  return topic.kind === 'ready' ? topic.rows.filter(isWaiting).length : 0;
}

/** True of an alarm in the very words of an incident that stands and was acknowledged: it makes no sound again. */
export function useIsQuiet(): (alarm: Pick<AlarmRow, 'code' | 'text'>) => boolean {
  const topic = useTopic('incidents');
  const rows = topic.kind === 'ready' ? topic.rows : [];
  const known = rows.filter(
    ({ endedAt, acknowledged }) => endedAt === null && acknowledged !== null,
  );
  // An incident keeps the beginning of a long text.
  return ({ code, text }) =>
    known.some(
      (row) => row.code === code && row.tellings.some((told) => text.startsWith(told.text)),
    );
}
