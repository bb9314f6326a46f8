// The time machine: one market as it was known at one past moment, computed again from the journal. In: the address.
'use client';
import { useSearchParams } from 'next/navigation';
import { type ReactNode, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { instantText } from '#components/ui/instant-text.ts';
import type { MomentAnswer, MomentFrame, MomentWish } from '#lib/wire/moment-http.ts';
import { MomentView } from './moment-view.tsx';
import { momentHref, wishOf } from './moment-wish.ts';
import { ProofMark } from './proof-mark.tsx';
import { Scrubber } from './scrubber.tsx';
import { useMoment, useNear, useNewest } from './use-moment.ts';

const LINK = 'text-ink-soft underline underline-offset-2 hover:text-ink';

function goTo(wish: MomentWish): void {
  window.history.replaceState(null, '', momentHref(wish));
}

function Note({ children }: { children: ReactNode }) {
  return (
    <p role="status" className="border border-line bg-surface p-4 text-sm text-ink-soft">
      {children}
    </p>
  );
}

/** Unmistakably not now: the moment in words, on a ground that nothing live has. */
function Banner({ wish, frame }: { wish: MomentWish; frame: MomentFrame | null }) {
  return (
    <header
      data-testid="past-banner"
      className="flex flex-wrap items-baseline gap-x-3 gap-y-1 border-2 border-dashed border-ink-faint bg-sunken px-3 py-2"
    >
      <strong className="text-lg uppercase">The past</strong>
      <time className="num text-base">{instantText(wish.at)}</time>
      <span className="num min-w-0 truncate text-xs text-ink-soft" title={wish.ticker}>
        {wish.ticker}
      </span>
      <span className="text-xs text-ink-faint">
        {frame === null
          ? 'Nothing below is live, and nothing here acts on now but the kill switch above.'
          : `Mode ${frame.boot.mode}, build ${frame.boot.build}; last event ${frame.eventSeq} at ${instantText(frame.eventAt)}. Nothing below is live, and nothing here acts on now but the kill switch above.`}
      </span>
    </header>
  );
}

function Answer({ answer, onRetry }: { answer: MomentAnswer; onRetry: () => void }) {
  switch (answer.state) {
    case 'working':
      return (
        <Note>
          Computing this moment from the journal: {answer.text}
          {answer.reachedAt === null ? '' : `, reached ${instantText(answer.reachedAt)}`}…
        </Note>
      );
    case 'not-recorded':
      return <Note>Not recorded: {answer.text}.</Note>;
    case 'failed':
      return (
        <Note>
          {answer.text}. <Button onClick={onRetry}>Try again</Button>
        </Note>
      );
    case 'ready':
      return (
        <>
          <ProofMark proof={answer.frame.proof} />
          {answer.frame.isLastWord && (
            <Note>The journal of this start of the engine ends here: nothing followed.</Note>
          )}
          <MomentView frame={answer.frame} />
        </>
      );
  }
}

/** The markets of the last frame stay to choose from while the next one is computed. */
function useMarkets(frame: MomentFrame | null): MomentFrame['markets'] {
  const [markets, setMarkets] = useState<MomentFrame['markets']>([]);
  if (frame !== null && frame.markets !== markets) setMarkets(frame.markets);
  return markets;
}

function Past({ wish }: { wish: MomentWish }) {
  const moment = useMoment(wish);
  const near = useNear(wish);
  const frame = moment.data?.state === 'ready' ? moment.data.frame : null;
  const markets = useMarkets(frame);
  const retry = () => void moment.refetch();
  return (
    <>
      <Banner wish={wish} frame={frame} />
      <Scrubber wish={wish} near={near.data} markets={markets} onWish={goTo} />
      {moment.isError && (
        <Note>
          {moment.error.message} <Button onClick={retry}>Try again</Button>
        </Note>
      )}
      {moment.isPending && <Note>Asking for this moment…</Note>}
      {moment.isSuccess && <Answer answer={moment.data} onRetry={retry} />}
    </>
  );
}

/** Nothing is asked for yet: the newest stored decision is where one begins. */
function Begin() {
  const newest = useNewest();
  if (newest.isPending) return <Note>Looking for the newest stored decision…</Note>;
  if (newest.isError) return <Note>{newest.error.message}</Note>;
  const wish = newest.data;
  if (wish === null) return <Note>No decision is stored yet: there is no moment to go to.</Note>;
  return <BeginNear newest={wish} />;
}

/** From the newest decision on: there at once, or by a time that is typed. */
function BeginNear({ newest }: { newest: MomentWish }) {
  const near = useNear(newest);
  return (
    <>
      <Note>
        Any past moment of the journal, as it was known then: choose a time below, or{' '}
        <Button onClick={() => goTo(newest)}>Go to the newest stored decision</Button>
      </Note>
      <Scrubber wish={newest} near={near.data} markets={[]} onWish={goTo} />
    </>
  );
}

export function ReplayPage() {
  const wish = wishOf(useSearchParams());
  return (
    <main data-testid="replay-page" className="grid grid-cols-[minmax(0,1fr)] gap-2 p-2">
      <nav aria-label="Decisions" className="px-1 text-xs">
        <a
          href={
            wish === null ? '/decisions' : `/decisions?ticker=${encodeURIComponent(wish.ticker)}`
          }
          className={LINK}
        >
          {wish === null ? 'All decisions' : 'This market’s decisions'}
        </a>
      </nav>
      {wish === null ? <Begin /> : <Past wish={wish} />}
    </main>
  );
}
