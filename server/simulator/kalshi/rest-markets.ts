// Markets and their books. In: calls. Out: answers. Source: kalshi-api §3.3, §3.4.
import { answer, bareMessage, type Call, nested, type RestResponse } from './rest-call.ts';
import { statusFilter } from './rest-events.ts';
import { bookShape, laggedDepth, marketShape } from './rest-market-shapes.ts';
import { isInRange, isResponse, pageOf, queryInteger, querySet } from './rest-page.ts';

/** Which time filters go with which status filters (kalshi-api §3.3). */
const TIME_FILTERS: Readonly<Record<string, readonly (string | null)[]>> = {
  created: ['unopened', 'open', null, ''],
  close: ['closed', null, ''],
  settled: ['settled', null, ''],
};

function badTimeFilter(query: URLSearchParams): string | undefined {
  for (const [name, statuses] of Object.entries(TIME_FILTERS)) {
    if (!query.has(`min_${name}_ts`) && !query.has(`max_${name}_ts`)) continue;
    if (!statuses.includes(query.get('status'))) return name;
  }
  return undefined;
}

/** `GET /markets`, newest close last. */
export function getMarkets(call: Call): RestResponse {
  const { venue, query, asOfMs } = call;
  const statuses = statusFilter(query);
  if (statuses === null) return bareMessage('GetMarkets', "Field validation for 'Status' failed");
  const bad = badTimeFilter(query);
  if (bad !== undefined) {
    return bareMessage('GetMarkets', `${bad} filter is not compatible with the status filter`);
  }
  const tickers = querySet(query, 'tickers');
  const event = query.get('event_ticker');
  const series = query.get('series_ticker');
  const rows = [...venue.markets.values()].filter(
    (market) =>
      (statuses === undefined || statuses.includes(market.status)) &&
      (tickers === undefined || tickers.has(market.ticker)) &&
      (event === null || market.definition.eventTicker === event) &&
      (series === null || market.series.ticker === series) &&
      isInRange(query, market.createdAtMs, 'created_') &&
      isInRange(query, market.closeAtMs, 'close_') &&
      isInRange(query, market.settledAtMs ?? 0, 'settled_') &&
      market.updatedAtMs >= (queryInteger(query, 'min_updated_ts') ?? 0) * 1_000,
  );
  const rule = { endpoint: 'GetMarkets', defaultLimit: 100, maxLimit: 1_000 };
  const page = pageOf(rows, { query, rule, keyOf: (market) => market.ticker });
  if (isResponse(page)) return page;
  const markets = page.rows.map((market) => marketShape(venue, market, asOfMs));
  return answer(200, { markets, cursor: page.cursor });
}

/** `GET /markets/{ticker}`. */
export function getMarket({ venue, params, asOfMs }: Call): RestResponse {
  const market = venue.markets.get(params[0] ?? '');
  return market === undefined
    ? nested(404, 'not_found')
    : answer(200, { market: marketShape(venue, market, asOfMs) });
}

/** `GET /markets/{ticker}/orderbook?depth=0…100`. */
export function getOrderbook({ venue, params, query, asOfMs }: Call): RestResponse {
  const market = venue.markets.get(params[0] ?? '');
  if (market === undefined) return nested(404, 'not_found');
  const limit = queryInteger(query, 'depth') ?? 0;
  if (limit < 0 || limit > 100) {
    return bareMessage('GetMarketOrderbook', "Field validation for 'Depth' failed");
  }
  return answer(200, { orderbook_fp: bookShape(laggedDepth(venue, market, asOfMs), limit) });
}

/** `GET /markets/orderbooks?tickers=a&tickers=b`, at most 100. */
export function getOrderbooks({ venue, query, asOfMs }: Call): RestResponse {
  const tickers = query.getAll('tickers').flatMap((text) => text.split(','));
  if (tickers.length === 0 || tickers.length > 100) {
    return bareMessage('GetMarketOrderbooks', "Field validation for 'Tickers' failed");
  }
  const orderbooks = tickers.flatMap((ticker) => {
    const market = venue.markets.get(ticker);
    if (market === undefined) return [];
    return [{ ticker, orderbook_fp: bookShape(laggedDepth(venue, market, asOfMs)) }];
  });
  return answer(200, { orderbooks });
}
