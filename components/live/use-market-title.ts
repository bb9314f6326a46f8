// A short name for a ticker, e.g. "$84,900 or above"; another name of the caller's once the market is gone.
'use client';
import { useMemo } from 'react';
import type { LadderRow } from '#lib/wire/market-rows.ts';
import { marketLabel } from './market-label.ts';
import { type LiveView, useLiveView } from './use-live.ts';

function labelOf(row: LadderRow | undefined): string | undefined {
  return row === undefined ? undefined : marketLabel(row);
}

/** Renders when the title changes, not with every price. */
export function useMarketTitle(ticker: string, gone = ticker): string {
  const view = useMemo<LiveView<'ladder', string>>(
    () => ({
      topic: 'ladder',
      select: (table) => labelOf(table?.rows[ticker]) ?? gone,
      equal: Object.is,
    }),
    [ticker, gone],
  );
  return useLiveView(view);
}
