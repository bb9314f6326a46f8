// How many incidents wait for a person, beside the way to them. In: the topic. Out: a number, of one width.
'use client';
import { useWaitingIncidents } from '#components/live/use-waiting-incidents.ts';

export function WaitingMark() {
  const waiting = useWaitingIncidents();
  return (
    <strong
      data-testid="incidents-waiting"
      data-count={waiting}
      className="num relative inline-block min-w-[2ch] pl-1 text-left text-severity-critical"
    >
      {waiting > 0 && (
        <>
          <span aria-hidden="true">!{waiting}</span>
          <span className="sr-only">
            {' '}
            {waiting} incident{waiting === 1 ? '' : 's'} to acknowledge
          </span>
        </>
      )}
    </strong>
  );
}
