// The rail above the offer in front: a seat of one width for every offer, so that none moves when others come and go.
'use client';
import type { Seats } from '#components/ui/seats.ts';
import type { ApprovalRow } from '#lib/wire/trade-rows.ts';
import { OfferSeat } from './offer-seat.tsx';

export interface OfferRailProps {
  readonly rows: readonly ApprovalRow[];
  readonly seats: Seats;
  readonly frontId: string | null;
  readonly onPick: (id: string) => void;
  /** A pointer is over the rail, or has left it. */
  readonly onPointed: (isPointed: boolean) => void;
}

export function OfferRail({ rows, seats, frontId, onPick, onPointed }: OfferRailProps) {
  return (
    <ul
      aria-label="Offers"
      onPointerEnter={() => onPointed(true)}
      onPointerLeave={() => onPointed(false)}
      className="relative flex h-7 shrink-0 overflow-x-auto [scrollbar-width:none] border-b border-line pointer-coarse:h-11"
    >
      {seats.map((id, index) => {
        const row = rows.find((each) => each.id === id);
        return (
          <li key={id ?? `free ${index}`} className="w-[96px] shrink-0 border-r border-line">
            {row !== undefined && (
              <OfferSeat row={row} isFront={row.id === frontId} onPick={() => onPick(row.id)} />
            )}
          </li>
        );
      })}
    </ul>
  );
}
