// Versions of the limits that came into force: who, when, why, and each value before and after. Newest first.
'use client';
import { useQuery } from '@tanstack/react-query';
import { fetchLimitVersions } from '#components/live/limits-client.ts';
import { useLiveRow } from '#components/live/use-live.ts';
import { Button } from '#components/ui/button.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { formatLimitUnit, formatLimitValue } from '#lib/format/limit-value.ts';
import type { LimitVersionRow } from '#lib/wire/limits-http.ts';
import { LIMIT_TEXTS } from './limit-texts.ts';
import { formatMoment } from './moment-text.ts';

function Version({ row }: { row: LimitVersionRow }) {
  const { version, source, at, by, reason, changed, isCalendarChanged, problem } = row;
  return (
    <li data-testid="limit-version" className="border-b border-line/55 px-2 py-1 text-xs">
      <p className="text-ink">
        <strong>Version {version}</strong> <span className="num">{formatMoment(at)}</span> by {by}
        {source === 'desk' && (reason === '' ? ', no reason given' : `: ${reason}`)}
      </p>
      <ul className="text-2xs text-ink-soft">
        {changed.map(({ id, before, after }) => {
          const { name, unit } = LIMIT_TEXTS[id];
          return (
            <li key={id}>
              {name}{' '}
              <span className="num">
                {formatLimitValue(before, unit)} → {formatLimitValue(after, unit)}
              </span>{' '}
              {formatLimitUnit(unit)}
            </li>
          );
        })}
        {problem !== null && (
          <li className="text-severity-warning">Its values cannot be read: {problem}</li>
        )}
        {isCalendarChanged && <li>The calendar of events</li>}
      </ul>
    </li>
  );
}

function History({ version }: { version: number | undefined }) {
  const query = useQuery({
    queryKey: ['limit-versions', version],
    queryFn: async () => {
      const reply = await fetchLimitVersions();
      if (!reply.ok) throw new Error(reply.text);
      return reply.versions;
    },
    refetchOnWindowFocus: 'always',
  });
  if (query.isPending)
    return <p className="px-2 py-1 text-xs text-ink-faint">Reading earlier versions…</p>;
  if (query.isError)
    return (
      <p role="alert" className="flex items-center gap-3 px-2 py-1 text-xs text-severity-warning">
        Earlier versions are not known: {query.error.message}
        <Button onClick={() => void query.refetch()}>Try again</Button>
      </p>
    );
  if (query.data.length === 0)
    return (
      <p className="px-2 py-1 text-xs text-ink-faint">No change is stored: the first ones stand.</p>
    );
  return (
    <ol aria-label="Versions, newest first">
      {query.data.map((row) => (
        <Version key={`${row.version}-${row.at}`} row={row} />
      ))}
    </ol>
  );
}

/** Read again with each version that comes into force. */
export function VersionsPanel() {
  const row = useLiveRow('limits', 'engine');
  return (
    <Panel id="versions" title="Changes of limits" className="border border-line" scroll={false}>
      <History version={row?.limits.version} />
    </Panel>
  );
}
