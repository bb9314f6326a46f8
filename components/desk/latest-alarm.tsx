// The latest alarm that matters, in peace: otherwise it would wait behind a tab. In: the alarms topic. Out: one line.
'use client';
import { useTopic } from '#components/live/use-topic.ts';
import { formatClock } from '#lib/format/duration.ts';
import type { AlarmRow } from '#lib/wire/status-rows.ts';

function latestOf(rows: readonly AlarmRow[]): AlarmRow | undefined {
  return rows
    .filter((row) => row.severity !== 'info')
    .toSorted((left, right) => right.at - left.at)[0];
}

export function LatestAlarm() {
  const topic = useTopic('alarms');
  const alarm = topic.kind === 'ready' ? latestOf(topic.rows) : undefined;
  const nothing = topic.kind === 'ready' ? 'No alarm in this session' : 'Alarms are not known yet';
  return (
    <p
      data-testid="latest-alarm"
      title={alarm?.text}
      className="notice-quiet truncate px-3 text-2xs text-ink-faint [align-content:safe_center]"
    >
      {alarm === undefined ? (
        nothing
      ) : (
        <>
          Latest alarm <span className="num">{formatClock(alarm.at)}</span>{' '}
          <span
            className={
              alarm.severity === 'critical' ? 'text-severity-critical' : 'text-severity-warning'
            }
          >
            {alarm.text}
          </span>
        </>
      )}
    </p>
  );
}
