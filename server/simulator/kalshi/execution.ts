// Matching: an incoming order against the book, price-time FIFO, with self-trade prevention. In: an order. Out: trades,
// postings and events. Source: kalshi-api §4.3 (FIFO), §4.5 (cash model), §4.6 (self-trade), §5.6 (order of events).
import { assertInvariant } from '#lib/check.ts';
import { chargeFee } from '../models/fee.ts';
import type { FillRecord, TradeRecord } from './exchange-event.ts';
import { DOLLAR_CENTI_CENTS } from './fixed-point.ts';
import { announcePosition, holdingOf, legPrice, refreshReserve } from './holding.ts';
import { cashPocket, escrowPocket, HOUSE } from './ledger.ts';
import { openInterest } from './market-view.ts';
import { countGroupFill } from './order-groups.ts';
import { announceDelta, announceOrder, cancelResting } from './order-record.ts';
import { emit, type Market, type Order, type Venue } from './venue.ts';

/** Trades kept per market for `GET /markets/trades`. */
const TRADES_KEPT = 5_000;

/** Cash of a fill before fees, and what it does to the position; all integers. */
function bookPosition(order: Order, price: number, count: number): number {
  const holding = holdingOf(order.account, order.ticker);
  const signed = order.side === 'bid' ? count : -count;
  const leg = legPrice(order.side, price);
  const held = Math.abs(holding.position);
  const closing = Math.sign(holding.position) === -Math.sign(signed) ? Math.min(held, count) : 0;
  if (closing > 0) {
    const released =
      closing === held ? holding.costMicro : Math.round((holding.costMicro * closing) / held);
    holding.costMicro -= released;
    holding.realisedMicro += (DOLLAR_CENTI_CENTS - leg) * closing - released;
  }
  holding.costMicro += leg * (count - closing);
  holding.position += signed;
  holding.tradedMicro += leg * count;
  holding.volume += count;
  return closing * DOLLAR_CENTI_CENTS - leg * count;
}

function settleFill(
  venue: Venue,
  market: Market,
  order: Order,
  trade: TradeRecord & { readonly isTaker: boolean },
): FillRecord {
  const { priceCentiCents: price, countCentiContracts: count, isTaker } = trade;
  const revenue = bookPosition(order, price, count);
  const input = {
    rule: market.series,
    priceCentiCents: price,
    countCentiContracts: count,
    isTaker,
  };
  const fee = chargeFee(input, revenue, order.feeAccumulatorMicro);
  venue.ledger.post([
    { pocket: cashPocket(order.account.id, market.shard), micro: revenue - fee.feeMicro },
    { pocket: escrowPocket(market.ticker), micro: -revenue },
    { pocket: HOUSE, micro: fee.feeMicro },
  ]);
  const holding = holdingOf(order.account, market.ticker);
  holding.feesMicro += fee.feeMicro;
  order.feeAccumulatorMicro = fee.accumulatorMicro;
  order.filled += count;
  order.remaining -= count;
  order.fillValueMicro += price * count;
  const cost = legPrice(order.side, price) * count;
  if (isTaker) {
    order.takerCostMicro += cost;
    order.takerFeesMicro += fee.feeMicro;
  } else {
    order.makerCostMicro += cost;
    order.makerFeesMicro += fee.feeMicro;
  }
  market.holders.add(order.account);
  return {
    tradeId: trade.tradeId,
    accountId: order.account.id,
    orderId: order.id,
    clientOrderId: order.clientOrderId,
    ticker: market.ticker,
    exchangeIndex: market.shard,
    side: order.side,
    priceCentiCents: price,
    countCentiContracts: count,
    isTaker,
    feeMicro: fee.feeMicro,
    postPositionCentiContracts: holding.position,
    atMs: venue.nowMs,
  };
}

function publishFill(venue: Venue, order: Order, fill: FillRecord): void {
  if (order.account.kind === 'api') order.account.fills.push(fill);
  emit(venue, { kind: 'fill', fill });
  announcePosition(venue, order.account, holdingOf(order.account, order.ticker));
}

function recordTrade(venue: Venue, market: Market, trade: TradeRecord): void {
  const { priceCentiCents: price, countCentiContracts: count } = trade;
  market.lastPrice = price;
  market.lastSize = count;
  market.volume += count;
  market.dollarVolumeMicro += price * count;
  market.trades.push(trade);
  if (market.trades.length > 2 * TRADES_KEPT) market.trades.splice(0, TRADES_KEPT);
  market.candles.trade(
    {
      atMs: venue.nowMs,
      bid: market.book.bestPrice('bid') ?? 0,
      ask: market.book.bestPrice('ask') ?? DOLLAR_CENTI_CENTS,
      openInterest: openInterest(venue, market),
    },
    price,
    count,
  );
  emit(venue, { kind: 'trade', trade });
}

/** One trade between the best resting order and the incoming one, at the resting price. */
function trade(venue: Venue, market: Market, maker: Order, taker: Order): void {
  const count = Math.min(maker.remaining, taker.remaining);
  const record: TradeRecord = {
    tradeId: venue.entropy.uuid(),
    ticker: market.ticker,
    priceCentiCents: maker.priceCentiCents,
    countCentiContracts: count,
    takerSide: taker.side,
    atMs: venue.nowMs,
  };
  assertInvariant(maker.account !== taker.account, 'nobody trades with themselves');
  if (maker.remaining === count) {
    market.book.remove(maker);
    holdingOf(maker.account, market.ticker).resting.delete(maker);
    maker.group?.orders.delete(maker);
  }
  const makerFill = settleFill(venue, market, maker, { ...record, isTaker: false });
  const takerFill = settleFill(venue, market, taker, { ...record, isTaker: true });
  if (maker.remaining === 0) maker.status = 'executed';
  refreshReserve(venue, maker.account, market);
  announceDelta(venue, maker, -count);
  recordTrade(venue, market, record);
  publishFill(venue, maker, makerFill);
  announceOrder(venue, maker, 'Trade');
  publishFill(venue, taker, takerFill);
  countGroupFill(venue, maker, count);
  countGroupFill(venue, taker, count);
}

/** Whether a price on `side` would trade at once. */
export function crosses(market: Market, side: 'bid' | 'ask', price: number): boolean {
  const opposite = market.book.bestPrice(side === 'bid' ? 'ask' : 'bid');
  if (opposite === undefined) return false;
  return side === 'bid' ? opposite <= price : opposite >= price;
}

/** Contracts (centi) that a price on `side` could take at once, and whether own orders are among them. */
export function reachable(
  market: Market,
  order: Pick<Order, 'side' | 'priceCentiCents' | 'account'>,
): { readonly others: number; readonly meetsOwn: boolean } {
  let others = 0;
  let meetsOwn = false;
  for (const resting of market.book.orders(order.side === 'bid' ? 'ask' : 'bid')) {
    const isWithin =
      order.side === 'bid'
        ? resting.priceCentiCents <= order.priceCentiCents
        : resting.priceCentiCents >= order.priceCentiCents;
    if (!isWithin) break;
    if (resting.account === order.account) meetsOwn = true;
    else others += resting.remaining;
  }
  return { others, meetsOwn };
}

/** Trades an incoming order until it is done, nothing crosses, or it meets an own order under taker_at_cross. */
export function matchIncoming(venue: Venue, market: Market, order: Order): 'done' | 'self_cross' {
  while (order.remaining > 0 && crosses(market, order.side, order.priceCentiCents)) {
    const maker = market.book.best(order.side === 'bid' ? 'ask' : 'bid');
    if (maker === undefined) break;
    if (maker.account !== order.account) trade(venue, market, maker, order);
    else if (order.selfTradePrevention === 'taker_at_cross') return 'self_cross';
    else cancelResting(venue, maker, 'SelfTradeCancel');
  }
  return 'done';
}
