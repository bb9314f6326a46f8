// One seat of the rail: an offer in a few characters with its countdown, or how it ended. A press brings it to the front.
'use client';
import { useCallback } from 'react';
import { TickText } from '#components/live/tick-text.tsx';
import { formatCountdown } from '#lib/format/duration.ts';
import { formatPrice } from '#lib/format/price.ts';
import type { ApprovalRow } from '#lib/wire/trade-rows.ts';
import { offerText, outcomePrice } from './approval-view.ts';

export interface OfferSeatProps {
  readonly row: ApprovalRow;
  readonly isFront: boolean;
  readonly onPick: () => void;
}

const URGENT_MS = 10_000;

function Left({ expiresAt }: { expiresAt: number }) {
  const print = useCallback((nowMs: number) => formatCountdown(expiresAt - nowMs), [expiresAt]);
  const tone = useCallback(
    (nowMs: number) => (expiresAt - nowMs < URGENT_MS ? 'urgent' : null),
    [expiresAt],
  );
  return <TickText print={print} tone={tone} className="ml-auto text-ink" />;
}

export function OfferSeat({ row, isFront, onPick }: OfferSeatProps) {
  const isPending = row.state === 'pending';
  const isYes = row.side === 'bid';
  return (
    <button
      type="button"
      data-testid="approval-seat"
      data-approval-id={row.id}
      data-state={row.state}
      aria-pressed={isFront}
      title={`${offerText(row)} · ${row.title}`}
      onClick={onPick}
      className="num flex h-full w-full items-center gap-1.5 border-b-2 border-transparent px-1.5 text-2xs text-ink-faint hover:bg-raised aria-pressed:border-accent aria-pressed:bg-raised"
    >
      <span className={isPending ? (isYes ? 'text-bid' : 'text-ask') : ''}>
        {isYes ? 'YES' : 'NO'} {isPending && formatPrice(outcomePrice(row))}
        <span className="sr-only"> {row.title}</span>
      </span>
      {isPending ? (
        <Left expiresAt={row.expiresAt} />
      ) : (
        <span className="ml-auto">{row.state}</span>
      )}
    </button>
  );
}
