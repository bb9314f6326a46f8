// Order entry over REST: create, cancel, cancel-all. In: signed calls. Out: answers.
// Source: kalshi-api §4.1, §4.2, §1.6 (routing), §4.6.
import { cancelOrder, type OrderAddress, panicCancel } from './cancel-order.ts';
import { countText, parseScaled, priceText } from './fixed-point.ts';
import type {
  CancelOutcome,
  OrderRequest,
  PlaceAccepted,
  SelfTradePrevention,
  TimeInForce,
} from './order-shapes.ts';
import { placeOrder } from './place-order.ts';
import { INVALID_ORDER_SIZE, INVALID_PRICE } from './rejects.ts';
import { type Decoded, decodeBody, type GoStruct } from './rest-body.ts';
import {
  answer,
  emptyAnswer,
  flatBadRequest,
  isReject,
  type RestResponse,
  refused,
  type SignedCall,
} from './rest-call.ts';
import { queryInteger } from './rest-page.ts';

/** The fields of a create, also inside batches. */
export const CREATE_STRUCT = {
  name: 'CreateOrderV2Request',
  fields: {
    ticker: 'string',
    side: 'string',
    count: 'string',
    price: 'string',
    time_in_force: 'string',
    self_trade_prevention_type: 'string',
    client_order_id: 'string',
    expiration_time: 'int64',
    post_only: 'bool',
    reduce_only: 'bool',
    cancel_order_on_pause: 'bool',
    order_group_id: 'string',
    subaccount: 'int64',
    exchange_index: 'int64',
  },
} as const satisfies GoStruct<Readonly<Record<string, 'string' | 'int64' | 'bool'>>>;

type CreateFields = Decoded<typeof CREATE_STRUCT.fields>;

function isTimeInForce(text: string | undefined): text is TimeInForce {
  return text === 'good_till_canceled' || text === 'immediate_or_cancel' || text === 'fill_or_kill';
}

function isPrevention(text: string | undefined): text is SelfTradePrevention {
  return text === 'taker_at_cross' || text === 'maker';
}

/** Price and count as integers, or the refusal; text that is not a decimal is refused like an off-grid value. */
export function parseTerms(
  price: string,
  count: string,
): { readonly priceCentiCents: number; readonly countCentiContracts: number } | RestResponse {
  const priceCentiCents = parseScaled(price, 4);
  if (priceCentiCents === undefined) return refused(INVALID_PRICE);
  const countCentiContracts = parseScaled(count, 2);
  if (countCentiContracts === undefined) return refused(INVALID_ORDER_SIZE);
  return { priceCentiCents, countCentiContracts };
}

function optionalTerms(fields: CreateFields): Partial<OrderRequest> {
  return {
    ...(fields.client_order_id ? { clientOrderId: fields.client_order_id } : {}),
    ...(fields.expiration_time === undefined
      ? {}
      : { expiresAtMs: fields.expiration_time * 1_000 }),
    ...(fields.post_only === undefined ? {} : { postOnly: fields.post_only }),
    ...(fields.reduce_only === undefined ? {} : { reduceOnly: fields.reduce_only }),
    ...(fields.cancel_order_on_pause === undefined
      ? {}
      : { cancelOnPause: fields.cancel_order_on_pause }),
    ...(fields.order_group_id ? { orderGroupId: fields.order_group_id } : {}),
    ...(fields.exchange_index === undefined ? {} : { exchangeIndex: fields.exchange_index }),
  };
}

/** A create's fields as an order, or the 400. */
export function requestOf(fields: CreateFields): OrderRequest | RestResponse {
  const { ticker, side, price, count, time_in_force, self_trade_prevention_type } = fields;
  if (!ticker || price === undefined || count === undefined) {
    return flatBadRequest('ticker, price and count are required');
  }
  if (side !== 'bid' && side !== 'ask') return flatBadRequest('side must be bid or ask');
  if (!isTimeInForce(time_in_force)) return flatBadRequest('time_in_force is invalid');
  if (!isPrevention(self_trade_prevention_type)) {
    return flatBadRequest('self_trade_prevention_type is invalid');
  }
  if ((fields.subaccount ?? 0) !== 0) return flatBadRequest('subaccount does not exist');
  const terms = parseTerms(price, count);
  if ('bodyText' in terms) return terms;
  return {
    ticker,
    side,
    ...terms,
    timeInForce: time_in_force,
    selfTradePrevention: self_trade_prevention_type,
    ...optionalTerms(fields),
  };
}

/** Averages of some fills; nothing without fills. `average_fee_paid` is per contract. */
export function averageFields(count: number, valueMicro: number, feeMicro: number): object {
  if (count === 0) return {};
  return {
    average_fill_price: priceText(Math.round(valueMicro / count)),
    average_fee_paid: priceText(Math.round(feeMicro / count)),
  };
}

/** The body of an accepted create. */
export function createdShape(outcome: PlaceAccepted): object {
  return {
    order_id: outcome.orderId,
    client_order_id: outcome.clientOrderId,
    fill_count: countText(outcome.fillCentiContracts),
    remaining_count: countText(outcome.remainingCentiContracts),
    ...averageFields(outcome.fillCentiContracts, outcome.fillCostMicro, outcome.feeMicro),
    ts_ms: outcome.tsMs,
  };
}

/** `POST /portfolio/events/orders`. */
export function postOrder(call: SignedCall): RestResponse {
  const body = decodeBody(call.bodyText, CREATE_STRUCT);
  if (!body.ok) return body.response;
  const request = requestOf(body.value);
  if ('bodyText' in request) return request;
  const outcome = call.exchange.run(call.nowMs, () =>
    placeOrder(call.venue, call.account, request),
  );
  return outcome.ok ? answer(201, createdShape(outcome)) : refused(outcome);
}

/** The body of a cancel. The venue leaves client_order_id out. */
export function canceledShape(outcome: Extract<CancelOutcome, { ok: true }>): object {
  return {
    order_id: outcome.orderId,
    reduced_by: countText(outcome.reducedCentiContracts),
    ts_ms: outcome.tsMs,
  };
}

/** Where a call by order id is sent: path, and shard and ticker of the query. */
export function addressOf(call: SignedCall): OrderAddress {
  const exchangeIndex = queryInteger(call.query, 'exchange_index');
  const ticker = call.query.get('market_ticker');
  return {
    orderId: call.params[0] ?? '',
    ...(exchangeIndex === undefined ? {} : { exchangeIndex }),
    ...(ticker === null || ticker === '' ? {} : { ticker }),
  };
}

/** `DELETE /portfolio/events/orders/{id}`. */
export function deleteOrder(call: SignedCall): RestResponse {
  const outcome = call.exchange.run(call.nowMs, () =>
    cancelOrder(call.venue, call.account, addressOf(call)),
  );
  return outcome.ok ? answer(200, canceledShape(outcome)) : refused(outcome);
}

/** `DELETE /portfolio/events/orders`: every order on every shard, and a minute of shadow. */
export function deleteAllOrders(call: SignedCall): RestResponse {
  const outcome = call.exchange.run(call.nowMs, () => panicCancel(call.venue, call.account));
  return isReject(outcome) ? refused(outcome) : emptyAnswer();
}
