// Offers that wait for the operator. In: the approvals topic. Out: a seat each, one of them in whole; silence is a veto.
'use client';
import { useState } from 'react';
import { askingRule } from '#components/live/asking-rule.ts';
import { useDeskStatus } from '#components/live/desk-status.ts';
import { useLiveHub } from '#components/live/live-provider.tsx';
import { STATE_SAYS } from '#components/live/state-says.ts';
import { useEngineStep } from '#components/live/use-engine-step.ts';
import { useLimits } from '#components/live/use-limits.ts';
import { useTopic } from '#components/live/use-topic.ts';
import { listState, Panel } from '#components/ui/panel.tsx';
import { keepSeats, type Seats } from '#components/ui/seats.ts';
import type { ApprovalRow } from '#lib/wire/trade-rows.ts';
import { ApprovalCard } from './approval-card.tsx';
import { type FrontOffer, frontOffer, shownApprovals } from './approval-view.ts';
import { OfferRail } from './offer-rail.tsx';

/** As many as the rail shows at once on the narrowest screen: 390 px. */
const SEATS_IN_VIEW = 4;

/** Enough to let answered cards go. */
const SECOND_MS = 1_000;

/** Seats and front as they follow from what is shown; both remember, so that nothing moves. */
function useSeats(shown: readonly ApprovalRow[], nowMs: number | null) {
  const [isPointed, setPointed] = useState(false);
  const [isHeld, setHeld] = useState(false);
  const hub = useLiveHub();
  const [seats, setSeats] = useState<Seats>([]);
  const [front, setFront] = useState<FrontOffer | null>(null);
  const nextSeats = keepSeats(
    seats,
    shown.map((row) => row.id),
    // A wider screen shows more of them: under a pointer none moves.
    isPointed ? Number.POSITIVE_INFINITY : SEATS_IN_VIEW,
  );
  if (nextSeats !== seats) setSeats(nextSeats);
  const nextFront = frontOffer(front, shown, { nowMs, isHeld });
  if (nextFront !== front) setFront(nextFront);
  return {
    seats: nextSeats,
    frontId: nextFront?.id ?? null,
    setPointed,
    setHeld,
    pick: (id: string) => setFront({ id, sinceMs: hub.nowMs() ?? 0 }),
  };
}

/** What an offer's absence means now: the state first, else which entries go out without one. */
function useStanding(): string {
  const trading = useDeskStatus()?.trading ?? null;
  const limits = useLimits();
  if (trading === null) return 'Whether entries are sent is not known yet.';
  return STATE_SAYS[trading] ?? askingRule(limits, 'arming').replace('After this, ', 'Armed: ');
}

export function ApprovalsPanel() {
  const standing = useStanding();
  const topic = useTopic('approvals');
  const nowMs = useEngineStep(SECOND_MS);
  const shown = topic.kind === 'ready' ? shownApprovals(topic.rows, nowMs) : [];
  const waiting = shown.filter((row) => row.state === 'pending').length;
  const { seats, frontId, pick, setPointed, setHeld } = useSeats(shown, nowMs);
  const front = shown.find((row) => row.id === frontId);
  return (
    <Panel
      id="approvals"
      title={
        <>
          Approvals{' '}
          <span
            data-testid="approvals-standing"
            title={standing}
            className="truncate font-normal text-ink-faint"
          >
            {shown.length > 0 && standing}
          </span>
        </>
      }
      aside={
        <span className={waiting > 0 ? 'font-semibold text-severity-warning' : 'text-ink-faint'}>
          {waiting} waiting
        </span>
      }
      state={listState(topic, {
        count: shown.length,
        empty: `No offer waits. ${standing}`,
      })}
      scroll={false}
    >
      <div className="flex h-full flex-col">
        <OfferRail
          rows={shown}
          seats={seats}
          frontId={frontId}
          onPick={pick}
          onPointed={setPointed}
        />
        {front !== undefined && (
          <div
            className="flex min-h-0 flex-1 flex-col"
            onPointerEnter={() => setHeld(true)}
            onPointerLeave={() => setHeld(false)}
          >
            <ApprovalCard
              key={front.id}
              row={front}
              isOver={nowMs !== null && nowMs >= front.expiresAt}
            />
          </div>
        )}
      </div>
    </Panel>
  );
}
