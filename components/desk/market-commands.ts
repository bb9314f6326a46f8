// Markets of the ladder as entries of the command menu. In: events and their rows. Out: titles and hints, trading ones first.
import { marketLabel, SERIES_NAME } from '#components/live/market-label.ts';
import type { MarketEvent } from '#components/live/market-list.ts';
import { formatMinute } from '#lib/format/duration.ts';
import type { LadderRow } from '#lib/wire/market-rows.ts';

export interface MarketCommand {
  readonly ticker: string;
  readonly title: string;
  readonly hint: string;
}

/** A market whose row is gone meanwhile is left out. */
export function marketCommands(
  events: readonly MarketEvent[],
  rowOf: (ticker: string) => LadderRow | undefined,
): readonly MarketCommand[] {
  return events.flatMap(({ markets, series, closeAt, isTrading }) =>
    markets.flatMap(({ ticker }) => {
      const row = rowOf(ticker);
      if (row === undefined) return [];
      const closes = `${isTrading ? 'closes' : 'closed'} ${formatMinute(closeAt)} UTC`;
      const hint = `${SERIES_NAME[series]}, ${closes}, ${ticker}`;
      return [{ ticker, title: marketLabel(row), hint }];
    }),
  );
}
