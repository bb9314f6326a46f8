// The page of one decision: the stored record, or the newest look at its market while the verdict stands.
'use client';
import { useSearchParams } from 'next/navigation';
import { useLiveRow } from '#components/live/use-live.ts';
import { Button } from '#components/ui/button.tsx';
import { formatClock } from '#lib/format/duration.ts';
import type { DecisionRow } from '#lib/wire/signal-rows.ts';
import { DecisionBody } from './decision-body.tsx';
import { DecisionHead } from './decision-head.tsx';
import { decisionHref, decisionsHref, momentHref } from './decision-links.ts';
import { DecisionOutcome } from './decision-outcome.tsx';
import { type ShownDecision, shownFromRow } from './shown-decision.ts';
import { type DecisionState, useDecision } from './use-decision.ts';

export interface DecisionPageProps {
  readonly id: string;
}

const LINK = 'text-ink-soft underline underline-offset-2 hover:text-ink';

const PRESSED = 'aria-pressed:border-accent aria-pressed:underline aria-pressed:underline-offset-2';

const ORIGIN = {
  stored:
    'As it was stored when the verdict became this one. The repeats of each second are in the journal only.',
  live: 'Not stored: one of the looks of each second, which are in the journal only. It is kept here until this page closes.',
  now: 'The newest look at this market, live; it is not stored while the verdict stays the same.',
} as const;

interface FoundProps {
  readonly kind: 'stored' | 'live';
  readonly shown: ShownDecision;
}

/** Whether the stored verdict still stands, and where the market went if it does not. */
function Since({ shown, row }: { shown: ShownDecision; row: DecisionRow | undefined }) {
  if (row === undefined) return <span>This market is not evaluated any more.</span>;
  if (row.storedId === shown.id) return <span>The verdict still stands.</span>;
  const isSame = row.since <= shown.at && row.verdict === shown.verdict;
  return (
    <a href={decisionHref(row.storedId)} className={LINK}>
      {isSame ? 'The stored beginning of this verdict' : `Since then ${row.verdict.toUpperCase()}`},
      from {formatClock(row.since)} UTC
    </a>
  );
}

/** Without a request: the page has both. */
function switchTo(view: 'now' | 'stored'): void {
  const url = new URL(window.location.href);
  if (view === 'now') url.searchParams.set('view', 'now');
  else url.searchParams.delete('view');
  window.history.replaceState(null, '', url);
}

function Found({ kind, shown }: FoundProps) {
  const wantsNow = useSearchParams().get('view') === 'now';
  const row = useLiveRow('decisions', shown.ticker);
  const stands = row !== undefined && row.storedId === shown.id;
  const isNow = wantsNow && stands;
  return (
    <>
      <DecisionHead
        shown={isNow ? shownFromRow(shown.ticker, row) : shown}
        origin={ORIGIN[isNow ? 'now' : kind]}
      >
        <p className="flex items-center gap-2">
          <Since shown={shown} row={row} />
          <Button className={PRESSED} aria-pressed={!isNow} onClick={() => switchTo('stored')}>
            As stored
          </Button>
          <Button
            className={PRESSED}
            aria-pressed={isNow}
            disabled={!stands}
            onClick={() => switchTo('now')}
          >
            Now
          </Button>
        </p>
      </DecisionHead>
      {kind === 'stored' && !isNow && <DecisionOutcome id={shown.id} />}
      <DecisionBody shown={isNow ? shownFromRow(shown.ticker, row) : shown} />
    </>
  );
}

function Absent({ text, onRetry }: { text: string; onRetry: () => void }) {
  return (
    <section data-testid="decision-absent" className="border border-line bg-surface p-4">
      <h2 className="mb-1 text-lg font-semibold">This decision cannot be shown</h2>
      <p className="mb-3 text-sm text-ink-soft">{text}</p>
      <p className="flex gap-4 text-sm">
        <Button onClick={onRetry}>Try again</Button>
        <a href={decisionsHref(null)} className={LINK}>
          All stored decisions
        </a>
      </p>
    </section>
  );
}

function Content({ state, retry }: { state: DecisionState; retry: () => void }) {
  switch (state.kind) {
    case 'loading':
      return <p className="p-4 text-sm text-ink-faint">Reading the decision…</p>;
    case 'absent':
      return <Absent text={state.text} onRetry={retry} />;
    default:
      return <Found kind={state.kind} shown={state.shown} />;
  }
}

export function DecisionPage({ id }: DecisionPageProps) {
  const { state, retry } = useDecision(id);
  return (
    <main data-testid="decision-page" className="grid gap-2 p-2">
      <nav aria-label="Decisions" className="flex gap-4 px-1 text-xs">
        <a href={decisionsHref(null)} className={LINK}>
          All decisions
        </a>
        {'shown' in state && (
          <a href={decisionsHref(state.shown.ticker)} className={LINK}>
            This market’s decisions
          </a>
        )}
        {'shown' in state && (
          <a
            href={momentHref({ ...state.shown, eventSeq: state.shown.record?.eventSeq ?? null })}
            data-testid="see-moment"
            className={LINK}
          >
            See that moment
          </a>
        )}
      </nav>
      <Content state={state} retry={retry} />
    </main>
  );
}
