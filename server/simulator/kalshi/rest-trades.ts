// Public trades and candles. In: calls. Out: answers. Source: kalshi-api §3.5.
import { answer, bareMessage, type Call, nested, type RestResponse } from './rest-call.ts';
import { candleShape, tradeShape } from './rest-market-shapes.ts';
import { isInRange, isResponse, pageOf, queryInteger } from './rest-page.ts';

/** `GET /markets/trades`, newest first. */
export function getTrades({ venue, query, asOfMs }: Call): RestResponse {
  const ticker = query.get('ticker');
  const markets =
    ticker === null
      ? [...venue.markets.values()]
      : [venue.markets.get(ticker)].flatMap((m) => m ?? []);
  const rows = markets
    .flatMap((market) => market.trades)
    .filter((trade) => trade.atMs <= asOfMs && isInRange(query, trade.atMs))
    .reverse();
  if (ticker === null) rows.sort((left, right) => right.atMs - left.atMs);
  const rule = { endpoint: 'GetTrades', defaultLimit: 100, maxLimit: 1_000 };
  const page = pageOf(rows, { query, rule, keyOf: (trade) => trade.tradeId });
  if (isResponse(page)) return page;
  return answer(200, { trades: page.rows.map(tradeShape), cursor: page.cursor });
}

/** `GET /series/{s}/markets/{t}/candlesticks`. */
export function getCandlesticks({ venue, params, query }: Call): RestResponse {
  const market = venue.markets.get(params[1] ?? '');
  if (market === undefined || market.series.ticker !== params[0]) return nested(404, 'not_found');
  const start = queryInteger(query, 'start_ts');
  const end = queryInteger(query, 'end_ts');
  const minutes = queryInteger(query, 'period_interval');
  if (start === undefined || end === undefined || minutes === undefined) {
    return bareMessage(
      'GetMarketCandlesticks',
      'start_ts, end_ts and period_interval are required',
    );
  }
  if (minutes !== 1 && minutes !== 60 && minutes !== 1_440) {
    return bareMessage('GetMarketCandlesticks', "Field validation for 'PeriodInterval' failed");
  }
  const candlesticks = market.candles.between(start, end, minutes).map(candleShape);
  return answer(200, { ticker: market.ticker, candlesticks });
}
