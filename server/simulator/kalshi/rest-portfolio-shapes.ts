// Orders, fills, positions and settlements as REST prints them. In: records. Out: JSON-ready objects.
// Source: kalshi-api §2 (direction table), §4.3, §4.5.
import type { PositionSnapshot } from './account-shapes.ts';
import type { FillRecord } from './exchange-event.ts';
import {
  centsOf,
  countText,
  DOLLAR_CENTI_CENTS,
  isoText,
  moneyText,
  priceText,
  seconds,
} from './fixed-point.ts';
import type { BookSide } from './market-shapes.ts';
import type { OrderView } from './order-shapes.ts';
import type { Account, SettlementRecord } from './venue.ts';

/** The three spellings of a direction: outcome and book side, and the deprecated side and action. */
export function directionFields(side: BookSide): Record<string, string> {
  return side === 'bid'
    ? { outcome_side: 'yes', book_side: 'bid', side: 'yes', action: 'buy' }
    : { outcome_side: 'no', book_side: 'ask', side: 'no', action: 'buy' };
}

/** Both legs' prices of a YES price. */
function priceFields(yesCentiCents: number): Record<string, string> {
  return {
    yes_price_dollars: priceText(yesCentiCents),
    no_price_dollars: priceText(DOLLAR_CENTI_CENTS - yesCentiCents),
  };
}

/** The account's own order. */
export function orderShape(account: Account, order: OrderView): Record<string, unknown> {
  return {
    order_id: order.orderId,
    user_id: account.userId,
    client_order_id: order.clientOrderId,
    ticker: order.ticker,
    ...directionFields(order.side),
    type: 'limit',
    status: order.status,
    ...priceFields(order.priceCentiCents),
    fill_count_fp: countText(order.filledCentiContracts),
    remaining_count_fp: countText(order.remainingCentiContracts),
    initial_count_fp: countText(order.initialCentiContracts),
    taker_fill_cost_dollars: moneyText(order.takerCostMicro),
    maker_fill_cost_dollars: moneyText(order.makerCostMicro),
    taker_fees_dollars: moneyText(order.takerFeesMicro),
    maker_fees_dollars: moneyText(order.makerFeesMicro),
    ...(order.expiresAtMs === undefined ? {} : { expiration_time: isoText(order.expiresAtMs) }),
    created_time: isoText(order.createdAtMs),
    last_update_time: isoText(order.updatedAtMs),
    self_trade_prevention_type: order.selfTradePrevention,
    ...(order.orderGroupId === undefined ? {} : { order_group_id: order.orderGroupId }),
    ...(order.cancelOnPause ? { cancel_order_on_pause: true } : {}),
    subaccount_number: 0,
    exchange_index: order.exchangeIndex,
  };
}

/** The account's own fill. No client_order_id: join by order_id. */
export function fillShape(fill: FillRecord): Record<string, unknown> {
  return {
    fill_id: fill.tradeId,
    trade_id: fill.tradeId,
    order_id: fill.orderId,
    ticker: fill.ticker,
    market_ticker: fill.ticker,
    exchange_index: fill.exchangeIndex,
    ...directionFields(fill.side),
    count_fp: countText(fill.countCentiContracts),
    ...priceFields(fill.priceCentiCents),
    is_taker: fill.isTaker,
    fee_cost: moneyText(fill.feeMicro),
    created_time: isoText(fill.atMs),
    ts: seconds(fill.atMs),
    subaccount_number: 0,
  };
}

/** One market's position. */
export function positionShape(position: PositionSnapshot, shard: number): Record<string, unknown> {
  return {
    ticker: position.ticker,
    exchange_index: shard,
    total_traded_dollars: moneyText(position.tradedMicro),
    position_fp: countText(position.positionCentiContracts),
    market_exposure_dollars: moneyText(position.costMicro),
    realized_pnl_dollars: moneyText(position.realisedMicro),
    fees_paid_dollars: moneyText(position.feesMicro),
    last_updated_ts: isoText(position.updatedAtMs),
  };
}

/** The sum of an event's positions. */
export function eventPositionShape(
  eventTicker: string,
  positions: readonly PositionSnapshot[],
): Record<string, unknown> {
  const sum = (pick: (position: PositionSnapshot) => number): number =>
    positions.reduce((total, position) => total + pick(position), 0);
  return {
    event_ticker: eventTicker,
    total_cost_dollars: moneyText(sum((p) => p.tradedMicro)),
    total_cost_shares_fp: countText(sum((p) => p.volumeCentiContracts)),
    event_exposure_dollars: moneyText(sum((p) => p.costMicro)),
    realized_pnl_dollars: moneyText(sum((p) => p.realisedMicro)),
    fees_paid_dollars: moneyText(sum((p) => p.feesMicro)),
  };
}

/** One settlement; revenue and value are whole cents. */
export function settlementShape(settlement: SettlementRecord): Record<string, unknown> {
  const { position, costMicro } = settlement;
  return {
    ticker: settlement.ticker,
    exchange_index: settlement.exchangeIndex,
    event_ticker: settlement.eventTicker,
    market_result: settlement.result,
    yes_count_fp: countText(Math.max(0, position)),
    yes_total_cost_dollars: moneyText(position > 0 ? costMicro : 0),
    no_count_fp: countText(Math.max(0, -position)),
    no_total_cost_dollars: moneyText(position < 0 ? costMicro : 0),
    revenue: centsOf(settlement.revenueMicro),
    settled_time: isoText(settlement.atMs),
    fee_cost: moneyText(0),
    value: settlement.result === 'yes' ? 100 : 0,
  };
}
