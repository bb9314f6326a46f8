// The heading of one event in the ladder: when it closes, in words and as a countdown, or that it settles.
'use client';
import { useCallback } from 'react';
import type { MarketEvent } from '#components/live/market-list.ts';
import { TickText } from '#components/live/tick-text.tsx';
import { formatCountdown, formatMinute } from '#lib/format/duration.ts';

export interface EventHeadingProps {
  readonly event: MarketEvent;
}

/** Columns of the ladder: a span over those a phone hides would keep their room and starve the strike. */
const SHOWN_ON_PHONE = 6;
const HIDDEN_ON_PHONE = 5;

const URGENT_MS = 60_000;

export function EventHeading({ event }: EventHeadingProps) {
  const { closeAt } = event;
  const print = useCallback(
    (nowMs: number) => (nowMs >= closeAt ? 'closed' : formatCountdown(closeAt - nowMs)),
    [closeAt],
  );
  const tone = useCallback(
    (nowMs: number) => (nowMs >= closeAt ? 'over' : closeAt - nowMs < URGENT_MS ? 'urgent' : null),
    [closeAt],
  );
  return (
    <tr className="bg-raised">
      <th scope="rowgroup" colSpan={SHOWN_ON_PHONE} className="overflow-hidden text-left">
        <span className="flex items-center gap-3 text-2xs">
          <span className="font-semibold text-ink">
            Closes <span className="num">{formatMinute(closeAt)}</span> UTC
          </span>
          <TickText print={print} tone={tone} className="num text-xs text-ink" />
          {!event.isTrading && <span className="text-ink-soft">settling</span>}
          <span className="num text-ink-faint">{event.event}</span>
        </span>
      </th>
      <td colSpan={HIDDEN_ON_PHONE} className="max-md:hidden" />
    </tr>
  );
}
