// Which market an offer is in: its series and when it closes, so that nobody takes one hour for another. In: a ticker.
'use client';
import { useMemo } from 'react';
import { termsText } from '#components/live/market-label.ts';
import { type LiveView, useLiveView } from '#components/live/use-live.ts';
import { seriesOf } from '#lib/domain/series-of.ts';

export function MarketTerms({ ticker }: { readonly ticker: string }) {
  const view = useMemo<LiveView<'ladder', string>>(
    () => ({
      topic: 'ladder',
      select: (table) => termsText(seriesOf(ticker), table?.rows[ticker]?.closeAt ?? null),
      equal: Object.is,
    }),
    [ticker],
  );
  return <span data-testid="offer-terms">{useLiveView(view)}</span>;
}
