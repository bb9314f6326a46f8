// Which market the desk looks at: ?market= when the operator chose one that still exists, else the front market.
'use client';
import { useSearchParams } from 'next/navigation';
import { createContext, type ReactNode, useContext, useState } from 'react';
import { useLiveHub } from './live-provider.tsx';
import { defaultMarket, EVENTS_VIEW, type MarketEvent } from './market-list.ts';
import { useLiveView } from './use-live.ts';

export interface SelectedMarket {
  /** Null while there is no market. */
  readonly ticker: string | null;
  readonly event: MarketEvent | null;
  readonly select: (ticker: string) => void;
}

const SelectedContext = createContext<SelectedMarket>({
  ticker: null,
  event: null,
  select: () => {},
});

function eventOf(events: readonly MarketEvent[], ticker: string | null): MarketEvent | null {
  return events.find((event) => event.markets.some((market) => market.ticker === ticker)) ?? null;
}

function writeUrl(ticker: string): void {
  const url = new URL(window.location.href);
  url.searchParams.set('market', ticker);
  window.history.replaceState(null, '', url);
}

/**
 * Keeps the front market until its event stops trading, so that the view never jumps with the price, and leaves a
 * chosen market only when its row is gone.
 */
export function SelectedMarketProvider({ children }: { readonly children: ReactNode }) {
  const { store } = useLiveHub();
  const events = useLiveView(EVENTS_VIEW) ?? [];
  const chosen = useSearchParams().get('market');
  const [front, setFront] = useState<string | null>(null);

  const chosenEvent = eventOf(events, chosen);
  const frontEvent = eventOf(events, front);
  const isFrontOver = frontEvent === null || (!frontEvent.isTrading && events[0]?.isTrading);
  if (isFrontOver) {
    const spot = store.row('spot', 'BTC/USD');
    const next = defaultMarket(events, spot?.indexUsd ?? spot?.midUsd ?? null);
    if (next !== front) setFront(next);
  }

  const isChosen = chosenEvent !== null;
  const value: SelectedMarket = {
    ticker: isChosen ? chosen : front,
    event: isChosen ? chosenEvent : frontEvent,
    select: writeUrl,
  };
  return <SelectedContext value={value}>{children}</SelectedContext>;
}

/** The market the desk looks at. */
export function useSelectedMarket(): SelectedMarket {
  return useContext(SelectedContext);
}
