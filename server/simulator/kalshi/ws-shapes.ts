// WebSocket message bodies (`type` and `msg`), before sid, seq and time are added. In: events. Out: JSON-ready objects.
// Source: kalshi-api §5.4–§5.6.
import type { PositionSnapshot } from './account-shapes.ts';
import type { ExchangeEvent, FillRecord, TradeRecord } from './exchange-event.ts';
import {
  countText,
  DOLLAR_CENTI_CENTS,
  isoText,
  moneyText,
  priceText,
  seconds,
} from './fixed-point.ts';
import type { Depth } from './market-shapes.ts';
import { openInterest } from './market-view.ts';
import type { OrderView } from './order-shapes.ts';
import { strikeFields, wholeDollars } from './rest-market-shapes.ts';
import { directionFields } from './rest-portfolio-shapes.ts';
import { type Account, type Market, marketOf, type Venue } from './venue.ts';

export interface Body {
  readonly type: string;
  readonly msg: Readonly<Record<string, unknown>>;
}

type Delta = Extract<ExchangeEvent, { kind: 'book_delta' }>;
type Levels = readonly (readonly [string, string])[];

/** Ascending levels of one leg at NO scale, or at YES scale for both legs. */
function legLevels(depth: Depth, leg: 'yes' | 'no', useYesPrice: boolean): Levels {
  const levels = leg === 'yes' ? depth.bids : depth.asks;
  const flips = leg === 'no' && !useYesPrice;
  const texts = levels.map(({ priceCentiCents, countCentiContracts }) => {
    const price = flips ? DOLLAR_CENTI_CENTS - priceCentiCents : priceCentiCents;
    return [priceText(price), countText(countCentiContracts)] as const;
  });
  return leg === 'no' && useYesPrice ? texts : texts.reverse();
}

/** `orderbook_snapshot`; a side without levels has no key. */
export function snapshotBody(market: Market, depth: Depth, useYesPrice: boolean): Body {
  const yes = legLevels(depth, 'yes', useYesPrice);
  const no = legLevels(depth, 'no', useYesPrice);
  return {
    type: 'orderbook_snapshot',
    msg: {
      market_ticker: market.ticker,
      market_id: market.marketId,
      ...(yes.length > 0 ? { yes_dollars_fp: yes } : {}),
      ...(no.length > 0 ? { no_dollars_fp: no } : {}),
    },
  };
}

/** `orderbook_delta`; the session's own changes carry the client order id. */
export function deltaBody(
  market: Market,
  delta: Delta,
  terms: { readonly useYesPrice: boolean; readonly isOwn: boolean },
): Body {
  const flips = delta.leg === 'no' && terms.useYesPrice;
  const price = flips ? DOLLAR_CENTI_CENTS - delta.priceCentiCents : delta.priceCentiCents;
  return {
    type: 'orderbook_delta',
    msg: {
      market_ticker: market.ticker,
      market_id: market.marketId,
      price_dollars: priceText(price),
      delta_fp: countText(delta.deltaCentiContracts),
      side: delta.leg,
      ...(terms.isOwn ? { client_order_id: delta.clientOrderId, subaccount: 0 } : {}),
      ts: isoText(delta.atMs),
      ts_ms: delta.atMs,
    },
  };
}

/** `ticker`. */
export function tickerBody(venue: Venue, market: Market, atMs: number): Body {
  const bid = market.book.depth('bid', 1)[0];
  const ask = market.book.depth('ask', 1)[0];
  const interest = openInterest(venue, market);
  return {
    type: 'ticker',
    msg: {
      market_ticker: market.ticker,
      market_id: market.marketId,
      price_dollars: priceText(market.lastPrice ?? 0),
      yes_bid_dollars: priceText(bid?.priceCentiCents ?? 0),
      yes_ask_dollars: priceText(ask?.priceCentiCents ?? DOLLAR_CENTI_CENTS),
      yes_bid_size_fp: countText(bid?.countCentiContracts ?? 0),
      yes_ask_size_fp: countText(ask?.countCentiContracts ?? 0),
      last_trade_size_fp: countText(market.lastSize),
      volume_fp: countText(market.volume),
      open_interest_fp: countText(interest),
      dollar_volume: wholeDollars(market.dollarVolumeMicro),
      dollar_open_interest: wholeDollars((market.lastPrice ?? 0) * interest),
      ts: seconds(atMs),
      ts_ms: atMs,
      time: isoText(atMs),
    },
  };
}

/** `trade`. */
export function tradeBody(trade: TradeRecord): Body {
  const outcome = trade.takerSide === 'bid' ? 'yes' : 'no';
  return {
    type: 'trade',
    msg: {
      trade_id: trade.tradeId,
      market_ticker: trade.ticker,
      yes_price_dollars: priceText(trade.priceCentiCents),
      no_price_dollars: priceText(DOLLAR_CENTI_CENTS - trade.priceCentiCents),
      count_fp: countText(trade.countCentiContracts),
      taker_outcome_side: outcome,
      taker_book_side: trade.takerSide,
      taker_side: outcome,
      is_block_trade: false,
      ts: seconds(trade.atMs),
      ts_ms: trade.atMs,
    },
  };
}

/** `fill`. */
export function fillBody(fill: FillRecord): Body {
  const direction = directionFields(fill.side);
  return {
    type: 'fill',
    msg: {
      trade_id: fill.tradeId,
      order_id: fill.orderId,
      client_order_id: fill.clientOrderId,
      market_ticker: fill.ticker,
      exchange_index: fill.exchangeIndex,
      is_taker: fill.isTaker,
      ...direction,
      purchased_side: direction['outcome_side'],
      yes_price_dollars: priceText(fill.priceCentiCents),
      count_fp: countText(fill.countCentiContracts),
      fee_cost: moneyText(fill.feeMicro),
      post_position_fp: countText(fill.postPositionCentiContracts),
      subaccount: 0,
      ts: seconds(fill.atMs),
      ts_ms: fill.atMs,
    },
  };
}

/** `user_order` (channel `user_orders`). */
export function orderBody(account: Account, order: OrderView, reason: string | undefined): Body {
  const { action: _legacy, ...direction } = directionFields(order.side);
  return {
    type: 'user_order',
    msg: {
      order_id: order.orderId,
      user_id: account.userId,
      client_order_id: order.clientOrderId,
      ticker: order.ticker,
      exchange_index: order.exchangeIndex,
      status: order.status,
      ...direction,
      is_yes: order.side === 'bid',
      yes_price_dollars: priceText(order.priceCentiCents),
      initial_count_fp: countText(order.initialCentiContracts),
      fill_count_fp: countText(order.filledCentiContracts),
      remaining_count_fp: countText(order.remainingCentiContracts),
      maker_fill_cost_dollars: moneyText(order.makerCostMicro),
      taker_fill_cost_dollars: moneyText(order.takerCostMicro),
      maker_fees_dollars: moneyText(order.makerFeesMicro),
      taker_fees_dollars: moneyText(order.takerFeesMicro),
      self_trade_prevention_type: order.selfTradePrevention,
      ...(order.orderGroupId === undefined ? {} : { order_group_id: order.orderGroupId }),
      ...(order.expiresAtMs === undefined ? {} : { expiration_ts_ms: order.expiresAtMs }),
      created_ts_ms: order.createdAtMs,
      last_updated_ts_ms: order.updatedAtMs,
      ...(reason === undefined ? {} : { last_update_reason: reason }),
      subaccount_number: 0,
    },
  };
}

/** `market_position` (channel `market_positions`). */
export function positionBody(account: Account, position: PositionSnapshot): Body {
  return {
    type: 'market_position',
    msg: {
      user_id: account.userId,
      market_ticker: position.ticker,
      position_fp: countText(position.positionCentiContracts),
      position_cost_dollars: moneyText(position.costMicro),
      realized_pnl_dollars: moneyText(position.realisedMicro),
      fees_paid_dollars: moneyText(position.feesMicro),
      position_fee_cost_dollars: moneyText(position.feesMicro),
      volume_fp: countText(position.volumeCentiContracts),
    },
  };
}

/** `order_group_updates`. */
export function groupBody(event: Extract<ExchangeEvent, { kind: 'order_group' }>): Body {
  const hasLimit = event.event === 'created' || event.event === 'limit_updated';
  return {
    type: 'order_group_updates',
    msg: {
      event_type: event.event,
      order_group_id: event.groupId,
      ...(hasLimit ? { contracts_limit_fp: countText(event.limitCentiContracts) } : {}),
      ts_ms: event.atMs,
    },
  };
}

function createdFields(market: Market): Record<string, unknown> {
  return {
    exchange_index: market.shard,
    open_ts: seconds(market.openAtMs),
    close_ts: seconds(market.closeAtMs),
    price_level_structure: market.gridLabel,
    price_ranges: market.ranges,
    additional_metadata: {
      name: market.yesSubTitle,
      title: market.definition.title,
      yes_sub_title: market.yesSubTitle,
      no_sub_title: market.yesSubTitle,
      rules_primary: '',
      rules_secondary: '',
      can_close_early: true,
      event_ticker: market.definition.eventTicker,
      expected_expiration_ts: seconds(market.closeAtMs + 300_000),
      ...strikeFields(market),
    },
  };
}

function lifecycleFields(market: Market, event: string): Record<string, unknown> {
  switch (event) {
    case 'created':
      return createdFields(market);
    case 'activated':
    case 'deactivated':
      return { is_deactivated: event === 'deactivated' };
    case 'close_date_updated':
      return { close_ts: seconds(market.closeAtMs) };
    case 'price_level_structure_updated':
      return { price_level_structure: market.gridLabel, price_ranges: market.ranges };
    case 'metadata_updated':
      return { ...strikeFields(market), yes_sub_title: market.yesSubTitle };
    case 'determined':
      return {
        result: market.result,
        determination_ts: seconds(market.determinedAtMs ?? 0),
        settlement_value: market.result === 'yes' ? '1.0000' : '0.0000',
      };
    default:
      return { settled_ts: seconds(market.settledAtMs ?? 0) };
  }
}

/** `market_lifecycle_v2`. */
export function lifecycleBody(
  venue: Venue,
  event: Extract<ExchangeEvent, { kind: 'lifecycle' }>,
): Body {
  const market = marketOf(venue, event.ticker);
  return {
    type: 'market_lifecycle_v2',
    msg: {
      event_type: event.event,
      market_ticker: event.ticker,
      ...lifecycleFields(market, event.event),
    },
  };
}

/** `event_lifecycle`, on the lifecycle channel. */
export function eventCreatedBody(venue: Venue, eventTicker: string): Body {
  const event = venue.events.get(eventTicker);
  return {
    type: 'event_lifecycle',
    msg: {
      event_ticker: eventTicker,
      exchange_index: event?.series.exchangeIndex ?? 0,
      title: event?.title ?? '',
      subtitle: '',
      collateral_return_type: event?.series.collateralReturnType ?? '',
      series_ticker: event?.series.ticker ?? '',
      strike_date: seconds(event?.strikeAtMs ?? 0),
    },
  };
}
