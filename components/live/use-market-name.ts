// A market's short name with its close; by its ticker alone once it is gone from the desk. In: ticker. Out: text.
'use client';
import { useMemo } from 'react';
import { marketName, nameOfTicker } from './market-label.ts';
import { type LiveView, useLiveView } from './use-live.ts';

/** Renders when the name changes, not with every price. */
export function useMarketName(ticker: string): string {
  const view = useMemo<LiveView<'ladder', string>>(
    () => ({
      topic: 'ladder',
      select: (table) => {
        const row = table?.rows[ticker];
        return row === undefined ? nameOfTicker(ticker) : marketName(row);
      },
      equal: Object.is,
    }),
    [ticker],
  );
  return useLiveView(view);
}
