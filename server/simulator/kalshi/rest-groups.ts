// Order groups over REST. In: signed calls. Out: answers. The shard defaults to 0, as the venue's does.
// Source: kalshi-api §4.4.
import { CONTRACT_CENTI, countText, parseScaled } from './fixed-point.ts';
import {
  createGroup,
  deleteGroup,
  findGroup,
  limitGroup,
  resetGroup,
  triggerGroup,
} from './order-groups.ts';
import { decodeBody } from './rest-body.ts';
import {
  answer,
  flatBadRequest,
  isReject,
  nested,
  type RestResponse,
  refused,
  type SignedCall,
} from './rest-call.ts';
import { queryInteger } from './rest-page.ts';
import type { OrderGroup } from './venue.ts';

const LIMIT_STRUCT = {
  name: 'OrderGroupRequest',
  fields: {
    contracts_limit: 'int64',
    contracts_limit_fp: 'string',
    subaccount: 'int64',
    exchange_index: 'int64',
  },
} as const;

interface LimitBody {
  readonly contracts_limit?: number;
  readonly contracts_limit_fp?: string;
}

function limitOf(body: LimitBody): number | undefined {
  if (body.contracts_limit_fp !== undefined) return parseScaled(body.contracts_limit_fp, 2);
  return body.contracts_limit === undefined ? undefined : body.contracts_limit * CONTRACT_CENTI;
}

/** `POST /portfolio/order_groups/create`. */
export function postGroup(call: SignedCall): RestResponse {
  const body = decodeBody(call.bodyText, LIMIT_STRUCT);
  if (!body.ok) return body.response;
  const limit = limitOf(body.value);
  if (limit === undefined) return flatBadRequest('contracts_limit is required');
  const shard = body.value.exchange_index ?? 0;
  const accountId = call.account.id;
  const group = call.exchange.run(call.nowMs, () =>
    createGroup(call.venue, { accountId, shard, limit }),
  );
  if (isReject(group)) return refused(group);
  return answer(201, { order_group_id: group.id, subaccount: 0, exchange_index: shard });
}

/** `GET /portfolio/order_groups`; an account without groups gets an empty object. */
export function getGroups(call: SignedCall): RestResponse {
  const own = [...call.venue.groups.values()].filter(
    (group) => group.accountId === call.account.id,
  );
  if (own.length === 0) return answer(200, {});
  const groups = own.map((group) => ({
    id: group.id,
    contracts_limit_fp: countText(group.limit),
    is_auto_cancel_enabled: true,
    exchange_index: group.shard,
  }));
  return answer(200, { order_groups: groups });
}

/** `GET /portfolio/order_groups/{id}`. */
export function getGroup(call: SignedCall): RestResponse {
  const group = call.venue.groups.get(call.params[0] ?? '');
  if (group?.accountId !== call.account.id) return nested(404, 'not_found');
  return answer(200, {
    is_auto_cancel_enabled: true,
    contracts_limit_fp: countText(group.limit),
    orders: [...group.orders].map((order) => order.id),
    exchange_index: group.shard,
  });
}

function changeGroup(
  call: SignedCall,
  change: (group: OrderGroup) => RestResponse | undefined,
): RestResponse {
  const shard = queryInteger(call.query, 'exchange_index') ?? 0;
  return call.exchange.run(call.nowMs, () => {
    const key = { accountId: call.account.id, groupId: call.params[0] ?? '', shard };
    const group = findGroup(call.venue, key);
    if (isReject(group)) return refused(group);
    return change(group) ?? answer(200, {});
  });
}

/** `PUT /portfolio/order_groups/{id}/limit`. */
export function putLimit(call: SignedCall): RestResponse {
  const body = decodeBody(call.bodyText, LIMIT_STRUCT);
  if (!body.ok) return body.response;
  const limit = limitOf(body.value);
  if (limit === undefined) return flatBadRequest('contracts_limit is required');
  return changeGroup(call, (group) => {
    const reject = limitGroup(call.venue, group, limit);
    return reject === undefined ? undefined : refused(reject);
  });
}

/** `PUT /portfolio/order_groups/{id}/trigger`. */
export function putTrigger(call: SignedCall): RestResponse {
  return changeGroup(call, (group) => {
    triggerGroup(call.venue, group);
    return undefined;
  });
}

/** `PUT /portfolio/order_groups/{id}/reset`. */
export function putReset(call: SignedCall): RestResponse {
  return changeGroup(call, (group) => {
    resetGroup(call.venue, group);
    return undefined;
  });
}

/** `DELETE /portfolio/order_groups/{id}`. */
export function removeGroup(call: SignedCall): RestResponse {
  return changeGroup(call, (group) => {
    deleteGroup(call.venue, group);
    return undefined;
  });
}
