// How many incidents wait for a person, and which alarms somebody has taken note of. In: the topic. Out: a count, codes.
'use client';
import { isWaiting } from '#lib/domain/incident.ts';
import { useTopic } from './use-topic.ts';

/** Critical and not acknowledged, open or over; 0 before the first snapshot. */
export function useWaitingIncidents(): number {
  const topic = useTopic('incidents');
  return topic.kind === 'ready' ? topic.rows.filter(isWaiting).length : 0;
}

/** Codes of incidents that still stand and were acknowledged: their alarms make no sound again. */
export function useQuietCodes(): ReadonlySet<string> {
  const topic = useTopic('incidents');
  const rows = topic.kind === 'ready' ? topic.rows : [];
  return new Set(
    rows
      .filter(({ endedAt, acknowledged }) => endedAt === null && acknowledged !== null)
      .map(({ code }) => code),
  );
}
