// The kill latch now, and every kill that was stored: who, when, why, its steps, confirmed and released or not.
'use client';
import { useQuery } from '@tanstack/react-query';
import { fetchKills } from '#components/live/api-client.ts';
import { type DeskStatus, useDeskStatus, useLinkHealth } from '#components/live/desk-status.ts';
import { Button } from '#components/ui/button.tsx';
import { LOADING, Panel, READY } from '#components/ui/panel.tsx';
import { uniqueKeys } from '#components/ui/unique-keys.ts';
import { formatFixed } from '#lib/format/digits.ts';
import { formatClock } from '#lib/format/duration.ts';
import type { PastKill } from '#lib/wire/kills-http.ts';
import { formatMoment } from './moment-text.ts';

function Latch({ status }: { status: DeskStatus }) {
  const { kill, trading, tradingReason } = status;
  const isHeard = useLinkHealth() === 'up';
  if (kill === null)
    return (
      <p data-testid="latch-state" data-state="open" className="px-2 py-1.5 text-xs text-ink-soft">
        <strong className="text-ink">
          {isHeard ? 'Not latched.' : 'Not latched when last heard.'}
        </strong>{' '}
        Trading {isHeard ? 'is' : 'was'} {trading}
        {tradingReason === null ? '.' : `: ${tradingReason}.`}
      </p>
    );
  return (
    <p data-testid="latch-state" data-state="latched" className="px-2 py-1.5 text-xs">
      <strong className="text-severity-critical">LATCHED</strong> since{' '}
      <span className="num">{formatMoment(kill.at)}</span> by {kill.by}: {kill.reason}.{' '}
      {kill.confirmedAt === null
        ? 'The exchange has not confirmed yet that nothing of ours rests.'
        : `Confirmed at ${formatClock(kill.confirmedAt)} that nothing of ours rests.`}
    </p>
  );
}

/** How the kill ended, as far as stored. */
function endText({ release }: PastKill): string {
  if (release === null) return 'not released';
  return `released ${formatMoment(release.at)} by ${release.by}: ${release.reason}`;
}

function confirmText({ at, confirmedAt }: PastKill): string {
  if (confirmedAt === null) return 'never confirmed, as far as stored';
  return `confirmed after ${formatFixed((confirmedAt - at) / 1000, 1)} s`;
}

function Past({ kill }: { kill: PastKill }) {
  return (
    <li data-testid="past-kill" className="border-b border-line/55 px-2 py-1 text-xs">
      <p className="text-ink">
        <span className="num">{formatMoment(kill.at)}</span>{' '}
        <strong>{kill.flatten ? 'kill and flatten' : 'kill'}</strong> by {kill.by}: {kill.reason}
      </p>
      <details className="text-2xs text-ink-soft">
        <summary className="cursor-pointer">
          {confirmText(kill)}, {endText(kill)}, {kill.steps.length} steps
        </summary>
        <ol className="py-0.5 pl-3">
          {uniqueKeys(kill.steps, ({ name }) => name).map(({ key, row: step }) => (
            <li key={key}>
              <span className="num">{formatClock(step.at)}</span> {step.name}
              {step.detail === '' ? '' : `: ${step.detail}`}
            </li>
          ))}
        </ol>
      </details>
    </li>
  );
}

/** Read again whenever the latch changes. */
function useKills(status: DeskStatus | null) {
  const kill = status?.kill ?? null;
  return useQuery({
    queryKey: ['kills', kill?.id, kill?.confirmedAt, kill?.steps.length],
    queryFn: async () => {
      const reply = await fetchKills();
      if (!reply.ok) throw new Error(reply.text);
      return reply.kills;
    },
    // A latch is written a moment before its topic tells of it, or a moment after: look once more on return.
    refetchOnWindowFocus: 'always',
  });
}

function History({ status }: { status: DeskStatus | null }) {
  const query = useKills(status);
  if (query.isPending)
    return <p className="px-2 py-1 text-xs text-ink-faint">Reading earlier kills…</p>;
  if (query.isError)
    return (
      <p role="alert" className="flex items-center gap-3 px-2 py-1 text-xs text-severity-warning">
        Earlier kills are not known: {query.error.message}
        <Button onClick={() => void query.refetch()}>Try again</Button>
      </p>
    );
  if (query.data.length === 0)
    return <p className="px-2 py-1 text-xs text-ink-faint">No kill is stored.</p>;
  return (
    <ol aria-label="Stored kills, newest first" className="max-h-60 overflow-y-auto">
      {query.data.map((kill) => (
        <Past key={kill.id} kill={kill} />
      ))}
    </ol>
  );
}

export function KillsPanel() {
  const status = useDeskStatus();
  return (
    <Panel
      id="kills"
      title="Kill latch"
      className="border border-line"
      state={status === null ? LOADING : READY}
      scroll={false}
    >
      {status !== null && <Latch status={status} />}
      <h3 className="border-y border-line bg-raised px-2 text-2xs text-ink-soft">
        Stored kills, newest first
      </h3>
      <History status={status} />
    </Panel>
  );
}
