// The venue's words for a ticker, e.g. "$84,900 or above"; the ticker itself once the market is gone.
'use client';
import { useMemo } from 'react';
import { type LiveView, useLiveView } from './use-live.ts';

/** Renders when the title changes, not with every price. */
export function useMarketTitle(ticker: string): string {
  const view = useMemo<LiveView<'ladder', string>>(
    () => ({
      topic: 'ladder',
      select: (table) => table?.rows[ticker]?.title ?? ticker,
      equal: Object.is,
    }),
    [ticker],
  );
  return useLiveView(view);
}
