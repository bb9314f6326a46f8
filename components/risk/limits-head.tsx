// Which limits are in force and where they come from, what the engine last said of their file, and how they are changed.
'use client';
import { useDeskStatus } from '#components/live/desk-status.ts';
import { useLiveRow } from '#components/live/use-live.ts';
import { useTopic } from '#components/live/use-topic.ts';
import { Panel } from '#components/ui/panel.tsx';
import type { LimitsSource } from '#lib/domain/limit-use.ts';
import { EditLimits } from './edit/edit-limits.tsx';
import { formatMoment } from './moment-text.ts';

/** Alarms by which the engine speaks of its limits. */
const CODES: ReadonlySet<string> = new Set([
  ...['limits', 'limits-refused', 'limits-file', 'limits-unreadable'],
]);

function Source({ source }: { source: LimitsSource }) {
  switch (source.kind) {
    case 'file':
      return (
        <>
          from the limits file{' '}
          <code className="num break-all whitespace-normal">{source.path}</code>. It is followed:
          raise its version and the engine takes it within seconds and says so here.
        </>
      );
    case 'desk':
      return (
        <>
          changed here <span className="num">{formatMoment(source.at)}</span>. A limits file comes
          into force again when its version is higher, and then replaces all of them.
        </>
      );
    case 'unreadable':
      return (
        <strong className="font-semibold text-severity-critical">
          edited here, cannot be read ({source.problem}): no entry passes, exits do. Edit the limits
          again, or raise the version of the limits file above{' '}
          <span className="num">{source.version}</span>.
        </strong>
      );
    case 'built-in':
      return (
        <>
          built in: no limits file was named. A JSON file named in{' '}
          <code className="num">VOLTAGE_LIMITS_FILE</code> at the start is followed while the engine
          runs.
        </>
      );
    case 'recording':
      return <>from the recording that is played: nothing here can change them.</>;
    case 'unknown':
      return <>from where is not known.</>;
  }
}

/** The newest word on the limits among the alarms kept; null when there was none. */
function LastWord() {
  const alarms = useTopic('alarms');
  if (alarms.kind === 'loading') return null;
  const [last] = alarms.rows
    .filter((row) => CODES.has(row.code))
    .toSorted((left, right) => right.at - left.at);
  if (last === undefined) return null;
  const tone = last.severity === 'info' ? 'text-ink-soft' : 'text-severity-warning';
  return (
    <p className={`px-2 pb-1 text-2xs ${tone}`}>
      {last.severity === 'info' ? '' : 'Warning: '}
      {formatMoment(last.at)}: {last.text}
    </p>
  );
}

export function LimitsHead() {
  const row = useLiveRow('limits', 'engine');
  const status = useDeskStatus();
  return (
    <Panel id="limits-head" title="Limits in force" className="border border-line" scroll={false}>
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-2 py-1">
        <p
          data-testid="limits-source"
          className="min-h-9 min-w-0 flex-1 basis-72 text-xs text-ink-soft"
        >
          {row === undefined ? (
            'Waiting for the limits in force'
          ) : (
            <>
              <strong className="text-sm text-ink">Limits version {row.limits.version}</strong>,{' '}
              <Source source={row.source} />
            </>
          )}
        </p>
        {row !== undefined && <EditLimits row={row} />}
      </div>
      <LastWord />
      {status !== null && !status.reconciled && (
        <p role="status" className="px-2 pb-1 text-xs font-semibold text-severity-warning">
          Books and exchange do not agree now: what is used below is by our own books.{' '}
          <span className="font-normal">{status.drift.join('; ')}</span>
        </p>
      )}
    </Panel>
  );
}
