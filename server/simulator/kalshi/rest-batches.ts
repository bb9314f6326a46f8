// Batch create and batch cancel: partial success is normal. In: signed calls. Out: one entry per order.
// Source: kalshi-api §4.2.
import { cancelOrder } from './cancel-order.ts';
import { placeOrder } from './place-order.ts';
import { decodeFields, decodeOrderList } from './rest-body.ts';
import { answer, errorBody, type RestResponse, type SignedCall } from './rest-call.ts';
import { CREATE_STRUCT, canceledShape, createdShape, requestOf } from './rest-orders.ts';

/** How many orders a batch names, for its cost; 0 when it does not decode. */
export function batchSize(bodyText: string): number {
  const list = decodeOrderList(bodyText, 'BatchRequest');
  return list.ok ? list.value.length : 0;
}

/** The error object inside an error answer of shapes 1 and 2. */
function errorOf(response: RestResponse): unknown {
  const body: unknown = JSON.parse(response.bodyText);
  const isNested = typeof body === 'object' && body !== null && 'error' in body;
  return isNested ? body.error : body;
}

function createOne(call: SignedCall, item: Readonly<Record<string, unknown>>): object {
  const fields = decodeFields(item, CREATE_STRUCT);
  if (!fields.ok) return { error: errorOf(fields.response) };
  const clientId = fields.value.client_order_id;
  const named = clientId === undefined ? {} : { client_order_id: clientId };
  const request = requestOf(fields.value);
  if ('bodyText' in request) return { ...named, error: errorOf(request) };
  const outcome = placeOrder(call.venue, call.account, request);
  return outcome.ok ? createdShape(outcome) : { ...named, error: errorBody(outcome) };
}

/** `POST /portfolio/events/orders/batched`. */
export function postBatch(call: SignedCall): RestResponse {
  const list = decodeOrderList(call.bodyText, 'BatchCreateOrdersV2Request');
  if (!list.ok) return list.response;
  const orders = call.exchange.run(call.nowMs, () =>
    list.value.map((item) => createOne(call, item)),
  );
  return answer(201, { orders });
}

const CANCEL_STRUCT = {
  name: 'BatchCancelOrdersV2RequestOrder',
  fields: {
    order_id: 'string',
    subaccount: 'int64',
    exchange_index: 'int64',
    market_ticker: 'string',
  },
} as const;

function cancelOne(call: SignedCall, item: Readonly<Record<string, unknown>>): object {
  const fields = decodeFields(item, CANCEL_STRUCT);
  if (!fields.ok) return { order_id: '', reduced_by: '0.00', error: errorOf(fields.response) };
  const { order_id: orderId = '', exchange_index: exchangeIndex, market_ticker } = fields.value;
  const outcome = cancelOrder(call.venue, call.account, {
    orderId,
    ...(exchangeIndex === undefined ? {} : { exchangeIndex }),
    ...(market_ticker ? { ticker: market_ticker } : {}),
  });
  if (outcome.ok) return canceledShape(outcome);
  return { order_id: orderId, reduced_by: '0.00', error: errorBody(outcome) };
}

/** `DELETE /portfolio/events/orders/batched`. */
export function deleteBatch(call: SignedCall): RestResponse {
  const list = decodeOrderList(call.bodyText, 'BatchCancelOrdersV2Request');
  if (!list.ok) return list.response;
  const orders = call.exchange.run(call.nowMs, () =>
    list.value.map((item) => cancelOne(call, item)),
  );
  return answer(200, { orders });
}
