// The table of one series: a heading row per event, a row per strike, the spot line drawn between strikes.
'use client';
import { type KeyboardEvent, useState } from 'react';
import { isHotkey } from '#components/live/hotkeys.ts';
import type { MarketEvent } from '#components/live/market-list.ts';
import { type LiveView, useLiveView } from '#components/live/use-live.ts';
import { type Column, DataTable } from '#components/ui/data-table.tsx';
import { EventHeading } from './event-heading.tsx';
import { LadderLine } from './ladder-line.tsx';
import { nearMarkets, nearMiddle, spotIndex } from './ladder-view.ts';

export interface LadderTableProps {
  readonly events: readonly MarketEvent[];
  /** Only the strikes around spot of each event. */
  readonly isNearOnly: boolean;
}

const COLUMNS: readonly Column[] = [
  { key: 'strike', name: 'Strike', look: 'text-left' },
  { key: 'bid-size', name: 'Size', look: 'w-[38px] max-md:hidden' },
  { key: 'bid', name: 'Bid', look: 'w-[38px]' },
  { key: 'ask', name: 'Ask', look: 'w-[38px]' },
  { key: 'ask-size', name: 'Size', look: 'w-[38px] max-md:hidden' },
  { key: 'fair', name: 'Fair', look: 'w-[40px]' },
  { key: 'band', name: '80% band', look: 'w-[70px] max-md:hidden' },
  { key: 'edge', name: 'Edge', look: 'w-[60px]' },
  { key: 'verdict', name: 'Verdict', look: 'w-[46px] text-left max-md:hidden' },
  { key: 'position', name: 'Position', look: 'w-[64px] max-md:pr-2' },
  { key: 'resting', name: 'Resting', look: 'w-[48px] max-md:hidden' },
];

/** The index, else Kraken, in whole dollars: the spot line need not move more often. */
const SPOT_VIEW: LiveView<'spot', number | null> = {
  topic: 'spot',
  select: (table) => {
    const row = table?.rows['BTC/USD'];
    const usd = row?.indexUsd ?? row?.midUsd ?? null;
    return usd === null ? null : Math.round(usd);
  },
  equal: Object.is,
};

function stepOf(event: KeyboardEvent): -1 | 0 | 1 {
  const { nativeEvent } = event;
  if (isHotkey(nativeEvent, 'strike-up')) return -1;
  return isHotkey(nativeEvent, 'strike-down') ? 1 : 0;
}

/** Arrow keys walk the strikes and choose as they go; the rest of the keyboard stays the browser's. */
function onArrow(event: KeyboardEvent<HTMLTableElement>): void {
  const step = stepOf(event);
  if (step === 0) return;
  const buttons = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('[data-strike]')];
  const focused = document.activeElement;
  const at = focused instanceof HTMLButtonElement ? buttons.indexOf(focused) : -1;
  const next = buttons[at + step];
  if (at < 0 || next === undefined) return;
  event.preventDefault();
  next.focus();
  next.click();
}

interface EventRowsProps {
  readonly event: MarketEvent;
  readonly spotUsd: number | null;
  readonly isNearOnly: boolean;
}

function EventRows({ event, spotUsd, isNearOnly }: EventRowsProps) {
  const [before, setBefore] = useState<string | null>(null);
  const middle = nearMiddle(event.markets, spotUsd, before);
  if (middle !== before) setBefore(middle);
  const markets = isNearOnly ? nearMarkets(event.markets, middle) : event.markets;
  const below = spotIndex(markets, spotUsd);
  return (
    <tbody>
      <EventHeading event={event} />
      {markets.map((market, index) => (
        <LadderLine key={market.ticker} ticker={market.ticker} hasSpotAbove={index === below} />
      ))}
    </tbody>
  );
}

const CAPTION =
  'Strikes with Kalshi quotes, model fair value and edge after fee in cents per contract. Arrow keys move between strikes.';

export function LadderTable({ events, isNearOnly }: LadderTableProps) {
  const spotUsd = useLiveView(SPOT_VIEW);
  return (
    <DataTable caption={CAPTION} columns={COLUMNS} onKeyDown={onArrow}>
      {events.map((event) => (
        <EventRows key={event.event} event={event} spotUsd={spotUsd} isNearOnly={isNearOnly} />
      ))}
    </DataTable>
  );
}
