// One REST market row and what its series and event say come in; a lib/domain Market goes out.
import { eventTicker, marketTicker } from '#lib/domain/ids.ts';
import type { FeeTerms, Market, MarketStatus } from '#lib/domain/market.ts';
import { seriesOf } from '#lib/domain/series-of.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import { marketResult } from './market-result.ts';
import { priceGrid } from './price-grid.ts';
import type { MarketRow } from './rest-schema.ts';
import { strikeRule } from './strike-rule.ts';

/** What a market row does not carry itself. */
export interface MarketContext {
  readonly fee: FeeTerms;
  /** The configured shard, for a row that names none. */
  readonly shard: number;
}

const STATUSES: ReadonlySet<string> = new Set<MarketStatus>([
  'initialized',
  'active',
  'inactive',
  'closed',
  'determined',
  'disputed',
  'amended',
  'finalized',
]);

/** True for a status of the documented life cycle (kalshi-api §3.3); any other reads as `unknown`, never traded. */
function isMarketStatus(status: string): status is MarketStatus {
  return STATUSES.has(status);
}

/** Maps a market of one of our three series; fails for any other ticker or when it closes before it opens. */
export function marketToDomain(row: MarketRow, context: MarketContext): Result<Market> {
  const series = seriesOf(row.ticker);
  if (series === null || seriesOf(row.event_ticker) !== series)
    return fail(`market ${row.ticker} is not of a traded series`);
  if (row.close_time <= row.open_time) return fail(`market ${row.ticker} closes before it opens`);
  const status = isMarketStatus(row.status) ? row.status : 'unknown';
  return ok({
    ticker: marketTicker(row.ticker),
    event: eventTicker(row.event_ticker),
    series,
    rule: strikeRule(series, row),
    openAt: row.open_time,
    closeAt: row.close_time,
    status,
    grid: priceGrid(row.price_ranges),
    shard: row.exchange_index ?? context.shard,
    fee: context.fee,
    result: marketResult({
      result: row.result,
      value: row.settlement_value_dollars,
      final: status === 'finalized',
      at: row.settlement_ts ?? row.close_time,
    }),
    title: row.yes_sub_title ?? row.ticker,
  });
}
