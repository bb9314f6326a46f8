// Reads of the account: orders, queue places, fills, positions, settlements, balance. In: signed calls. Out: answers.
// All answer for `asOfMs`, so they lag writes as the venue's do. Source: kalshi-api §4.3, §4.5, §4.6.
import type { PositionSnapshot } from './account-shapes.ts';
import { balanceText, centsOf, countText, DOLLAR_CENTI_CENTS, seconds } from './fixed-point.ts';
import type { OrderView } from './order-shapes.ts';
import { isResting } from './place-order.ts';
import { answer, bareMessage, nested, type RestResponse, type SignedCall } from './rest-call.ts';
import { isInRange, isResponse, pageOf, queryInteger, querySet } from './rest-page.ts';
import {
  eventPositionShape,
  fillShape,
  orderShape,
  positionShape,
  settlementShape,
} from './rest-portfolio-shapes.ts';
import { marketOf, type Order } from './venue.ts';

const STATUSES = ['resting', 'canceled', 'executed'];

function shardMatches(call: SignedCall, shard: number): boolean {
  const asked = queryInteger(call.query, 'exchange_index');
  return asked === undefined || asked < 0 || asked === shard;
}

function eventTickerOf(call: SignedCall, ticker: string): string {
  return marketOf(call.venue, ticker).definition.eventTicker;
}

/** The account's orders as they stood, newest first. */
function ordersAsOf(call: SignedCall): OrderView[] {
  const views: OrderView[] = [];
  for (let i = call.account.orders.length - 1; i >= 0; i--) {
    const view = call.account.orders[i]?.history?.at(call.asOfMs);
    if (view !== undefined) views.push(view);
  }
  return views;
}

/** `GET /portfolio/orders`. */
export function getOrders(call: SignedCall): RestResponse {
  const { query } = call;
  const status = query.get('status');
  if (status !== null && status !== '' && !STATUSES.includes(status)) {
    return bareMessage('GetOrders', "Field validation for 'Status' failed on the 'oneof' tag");
  }
  const ticker = query.get('ticker');
  const events = querySet(query, 'event_ticker');
  const rows = ordersAsOf(call).filter(
    (order) =>
      (status === null || status === '' || order.status === status) &&
      (ticker === null || order.ticker === ticker) &&
      (events === undefined || events.has(eventTickerOf(call, order.ticker))) &&
      shardMatches(call, order.exchangeIndex) &&
      isInRange(query, order.createdAtMs),
  );
  const rule = { endpoint: 'GetOrders', defaultLimit: 100, maxLimit: 1_000 };
  const page = pageOf(rows, { query, rule, keyOf: (order) => order.orderId });
  if (isResponse(page)) return page;
  const orders = page.rows.map((order) => orderShape(call.account, order));
  return answer(200, { orders, cursor: page.cursor });
}

function ownOrder(call: SignedCall): Order | undefined {
  const order = call.venue.orders.get(call.params[0] ?? '');
  return order?.account === call.account ? order : undefined;
}

/** `GET /portfolio/orders/{id}`; works without a shard. */
export function getOrder(call: SignedCall): RestResponse {
  const view = ownOrder(call)?.history?.at(call.asOfMs);
  if (view === undefined) return nested(404, 'not_found');
  return answer(200, { order: orderShape(call.account, view) });
}

/** `GET /portfolio/orders/{id}/queue_position`: contracts ahead. */
export function getQueuePosition(call: SignedCall): RestResponse {
  const order = ownOrder(call);
  if (order === undefined || !isResting(order)) return nested(404, 'not_found');
  const ahead = marketOf(call.venue, order.ticker).book.ahead(order);
  return answer(200, { queue_position_fp: countText(ahead) });
}

/** `GET /portfolio/orders/queue_positions?market_tickers|event_ticker`. */
export function getQueuePositions(call: SignedCall): RestResponse {
  const tickers = querySet(call.query, 'market_tickers');
  const event = call.query.get('event_ticker');
  if (tickers === undefined && event === null) {
    return bareMessage('GetOrderQueuePositions', 'market_tickers or event_ticker is required');
  }
  const resting = [...call.account.holdings.values()]
    .filter(({ ticker }) => tickers?.has(ticker) ?? eventTickerOf(call, ticker) === event)
    .flatMap((holding) => [...holding.resting]);
  const positions = resting.map((order) => ({
    order_id: order.id,
    market_ticker: order.ticker,
    queue_position_fp: countText(marketOf(call.venue, order.ticker).book.ahead(order)),
  }));
  return answer(200, { queue_positions: positions });
}

/** `GET /portfolio/fills`, newest first. */
export function getFills(call: SignedCall): RestResponse {
  const { query, asOfMs } = call;
  const tickers = querySet(query, 'ticker');
  const orderId = query.get('order_id');
  const rows = call.account.fills
    .filter(
      (fill) =>
        fill.atMs <= asOfMs &&
        (tickers === undefined || tickers.has(fill.ticker)) &&
        (orderId === null || fill.orderId === orderId) &&
        shardMatches(call, fill.exchangeIndex) &&
        isInRange(query, fill.atMs),
    )
    .reverse();
  const rule = { endpoint: 'GetFills', defaultLimit: 100, maxLimit: 1_000 };
  const keyOf = (fill: (typeof rows)[number]): string => `${fill.tradeId}:${fill.orderId}`;
  const page = pageOf(rows, { query, rule, keyOf });
  if (isResponse(page)) return page;
  return answer(200, { fills: page.rows.map(fillShape), cursor: page.cursor });
}

/** Positions as they stood, in the order in which the markets were first traded. */
function positionsAsOf(call: SignedCall): PositionSnapshot[] {
  return [...call.account.holdings.values()].flatMap(
    (holding) => holding.history?.at(call.asOfMs) ?? [],
  );
}

function isWanted(call: SignedCall, position: PositionSnapshot): boolean {
  const { query } = call;
  const market = marketOf(call.venue, position.ticker);
  const ticker = query.get('ticker');
  const event = query.get('event_ticker');
  const isSettled = market.status === 'finalized';
  const wanted = query.get('settlement_status') ?? 'unsettled';
  const counted = query.get('count_filter') ?? '';
  return (
    (ticker === null || position.ticker === ticker) &&
    (event === null || market.definition.eventTicker === event) &&
    (wanted === 'all' || (wanted === 'settled') === isSettled) &&
    (!counted.includes('position') || position.positionCentiContracts !== 0) &&
    (!counted.includes('total_traded') || position.tradedMicro !== 0) &&
    shardMatches(call, market.shard)
  );
}

/** `GET /portfolio/positions`; unsettled markets unless asked otherwise. */
export function getPositions(call: SignedCall): RestResponse {
  const { query } = call;
  const rows = positionsAsOf(call).filter((position) => isWanted(call, position));
  const rule = { endpoint: 'GetPositions', defaultLimit: 100, maxLimit: 1_000 };
  const page = pageOf(rows, { query, rule, keyOf: (position) => position.ticker });
  if (isResponse(page)) return page;
  const byEvent = new Map<string, PositionSnapshot[]>();
  for (const position of page.rows) {
    const event = eventTickerOf(call, position.ticker);
    byEvent.set(event, [...(byEvent.get(event) ?? []), position]);
  }
  return answer(200, {
    market_positions: page.rows.map((position) =>
      positionShape(position, marketOf(call.venue, position.ticker).shard),
    ),
    event_positions: [...byEvent].map(([event, positions]) => eventPositionShape(event, positions)),
    cursor: page.cursor,
  });
}

/** `GET /portfolio/settlements`, newest first. */
export function getSettlements(call: SignedCall): RestResponse {
  const { query, asOfMs } = call;
  const ticker = query.get('ticker');
  const rows = call.account.settlements
    .filter(
      (settlement) =>
        settlement.atMs <= asOfMs &&
        (ticker === null || settlement.ticker === ticker) &&
        isInRange(query, settlement.atMs),
    )
    .reverse();
  const rule = { endpoint: 'GetSettlements', defaultLimit: 100, maxLimit: 1_000 };
  const page = pageOf(rows, { query, rule, keyOf: (settlement) => settlement.ticker });
  if (isResponse(page)) return page;
  return answer(200, { settlements: page.rows.map(settlementShape), cursor: page.cursor });
}

/** Open positions at their last traded price, micro-dollars. */
function portfolioValueMicro(call: SignedCall): number {
  return positionsAsOf(call).reduce((sum, position) => {
    const count = position.positionCentiContracts;
    const market = marketOf(call.venue, position.ticker);
    if (count === 0 || !shardMatches(call, market.shard)) return sum;
    if (market.lastPrice === undefined) return sum + position.costMicro;
    const price = count > 0 ? market.lastPrice : DOLLAR_CENTI_CENTS - market.lastPrice;
    return sum + price * Math.abs(count);
  }, 0);
}

/** `GET /portfolio/balance`; without exchange_index it sums the shards, which BTC orders cannot spend. */
export function getBalance(call: SignedCall): RestResponse {
  const shards = [...call.account.cashHistory]
    .map(([shard, history]) => ({ shard, micro: history.at(call.asOfMs) ?? 0 }))
    .filter(({ shard }) => shardMatches(call, shard));
  const micro = shards.reduce((sum, entry) => sum + entry.micro, 0);
  return answer(200, {
    balance: centsOf(micro),
    balance_dollars: balanceText(micro),
    portfolio_value: centsOf(portfolioValueMicro(call)),
    updated_ts: seconds(call.asOfMs),
    balance_breakdown: shards.map((entry) => ({
      exchange_index: entry.shard,
      balance: balanceText(entry.micro),
    })),
  });
}

/** `GET /portfolio/summary/total_resting_order_value`, whole cents. */
export function getRestingValue(call: SignedCall): RestResponse {
  const micro = [...call.account.holdings.values()].reduce((sum, h) => sum + h.reservedMicro, 0);
  return answer(200, { total_resting_order_value: centsOf(micro) });
}
