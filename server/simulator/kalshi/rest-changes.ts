// Changes to resting orders over REST: decrease and amend. In: signed calls. Out: answers. Source: kalshi-api §4.2.
import { type AmendTerms, amendOrder } from './amend-order.ts';
import { decreaseOrder } from './cancel-order.ts';
import { countText, parseScaled } from './fixed-point.ts';
import { INVALID_ORDER_SIZE } from './rejects.ts';
import { decodeBody } from './rest-body.ts';
import {
  answer,
  flatBadRequest,
  type RestResponse,
  refused,
  type SignedCall,
} from './rest-call.ts';
import { addressOf, averageFields, parseTerms } from './rest-orders.ts';

const DECREASE_STRUCT = {
  name: 'DecreaseOrderV2Request',
  fields: {
    reduce_by: 'string',
    reduce_to: 'string',
    exchange_index: 'int64',
    market_ticker: 'string',
    subaccount: 'int64',
  },
} as const;

/** `POST /portfolio/events/orders/{id}/decrease`. */
export function postDecrease(call: SignedCall): RestResponse {
  const body = decodeBody(call.bodyText, DECREASE_STRUCT);
  if (!body.ok) return body.response;
  const fields = body.value;
  if ((fields.reduce_by === undefined) === (fields.reduce_to === undefined)) {
    return flatBadRequest('exactly one of reduce_by and reduce_to is required');
  }
  const amount = parseScaled(fields.reduce_by ?? fields.reduce_to ?? '', 2);
  if (amount === undefined) return refused(INVALID_ORDER_SIZE);
  const terms = {
    ...addressOf(call),
    ...(fields.exchange_index === undefined ? {} : { exchangeIndex: fields.exchange_index }),
    ...(fields.market_ticker ? { ticker: fields.market_ticker } : {}),
    ...(fields.reduce_by === undefined ? { reduceTo: amount } : { reduceBy: amount }),
  };
  const outcome = call.exchange.run(call.nowMs, () =>
    decreaseOrder(call.venue, call.account, terms),
  );
  if (!outcome.ok) return refused(outcome);
  return answer(200, {
    order_id: outcome.orderId,
    client_order_id: outcome.clientOrderId,
    remaining_count: countText(outcome.remainingCentiContracts ?? 0),
    ts_ms: outcome.tsMs,
  });
}

const AMEND_STRUCT = {
  name: 'AmendOrderV2Request',
  fields: {
    ticker: 'string',
    side: 'string',
    price: 'string',
    count: 'string',
    client_order_id: 'string',
    updated_client_order_id: 'string',
    expiration_time: 'int64',
    exchange_index: 'int64',
    subaccount: 'int64',
  },
} as const;

/** `POST /portfolio/events/orders/{id}/amend`; counts are null unless it filled or resized. */
export function postAmend(call: SignedCall): RestResponse {
  const body = decodeBody(call.bodyText, AMEND_STRUCT);
  if (!body.ok) return body.response;
  const fields = body.value;
  const { ticker, side } = fields;
  if (!ticker || (side !== 'bid' && side !== 'ask')) {
    return flatBadRequest('ticker and side are required');
  }
  const parsed = parseTerms(fields.price ?? '', fields.count ?? '');
  if ('bodyText' in parsed) return parsed;
  const terms: AmendTerms = {
    orderId: call.params[0] ?? '',
    ticker,
    side,
    ...parsed,
    ...(fields.client_order_id ? { clientOrderId: fields.client_order_id } : {}),
    ...(fields.updated_client_order_id
      ? { updatedClientOrderId: fields.updated_client_order_id }
      : {}),
    ...(fields.expiration_time === undefined
      ? {}
      : { expiresAtMs: fields.expiration_time * 1_000 }),
    ...(fields.exchange_index === undefined ? {} : { exchangeIndex: fields.exchange_index }),
  };
  const outcome = call.exchange.run(call.nowMs, () => amendOrder(call.venue, call.account, terms));
  if (!outcome.ok) return refused(outcome);
  const { order, hasCounts, filled } = outcome;
  const averages = averageFields(filled, outcome.fillValueMicro, outcome.feeMicro);
  return answer(200, {
    order_id: order.id,
    client_order_id: order.clientOrderId,
    remaining_count: hasCounts ? countText(order.remaining) : null,
    fill_count: hasCounts ? countText(filled) : null,
    average_fill_price: null,
    average_fee_paid: null,
    ...averages,
    ts_ms: call.venue.nowMs,
  });
}
