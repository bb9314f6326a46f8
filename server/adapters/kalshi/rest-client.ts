// Order entry over REST: approved orders, cancels and group calls come in, one report per call goes out.
import { countToWire } from '#lib/domain/count.ts';
import { orderGroupId } from '#lib/domain/ids.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import type { VenueOrders } from '#server/ports/venue-orders.ts';
import { readAccount, readRestingOrders } from './account-read.ts';
import {
  cancelManyBody,
  decreaseBody,
  judgeCancel,
  judgeCancelMany,
  judgeDecrease,
} from './change-outcome.ts';
import { judgeCreate } from './create-outcome.ts';
import type { KalshiOptions } from './options.ts';
import { orderToRequest } from './order-to-request.ts';
import { createReader, decodeBody, describeOutcome } from './rest-read.ts';
import { orderGroupReply } from './rest-schema.ts';
import { createTransport, type Transport } from './rest-transport.ts';

const ORDERS = '/portfolio/events/orders';
const GROUPS = '/portfolio/order_groups';

async function plainWrite(
  transport: Transport,
  call: Parameters<Transport['send']>[0],
): Promise<Result<null>> {
  const outcome = await transport.send(call);
  if (outcome.kind === 'reply' && outcome.status >= 200 && outcome.status < 300) return ok(null);
  return fail(`${call.method} ${call.path}: ${describeOutcome(outcome)}`);
}

/**
 * The venue's order entry. Writes are sent at most once and never repeated; reads are (see rest-read.ts). Every order
 * call names its shard. Group calls are urgent: they may use the reserve kept for stopping.
 */
export function createKalshiOrders(options: KalshiOptions): VenueOrders {
  const transport = createTransport(options);
  const reader = createReader(options, transport);
  /** I11: a client id leaves this process at most once. */
  const sentIds = new Set<string>();
  const onGroup = (shard: number, id: string, verb: 'trigger' | 'reset') =>
    plainWrite(transport, {
      method: 'PUT',
      path: `${GROUPS}/${encodeURIComponent(id)}/${verb}`,
      query: { exchange_index: shard },
      body: {},
      urgent: verb === 'trigger',
    });

  return {
    create: async (order) => {
      const body = orderToRequest(order);
      if (sentIds.has(order.clientOrderId))
        return {
          kind: 'order-unknown',
          clientOrderId: order.clientOrderId,
          cause: 'this client order id was sent before: not sent again',
        };
      sentIds.add(order.clientOrderId);
      const call = { method: 'POST', path: ORDERS, body, shard: order.shard } as const;
      return judgeCreate(order.clientOrderId, await transport.send(call));
    },
    cancel: async (target) => {
      const outcome = await transport.send({
        method: 'DELETE',
        path: `${ORDERS}/${encodeURIComponent(target.venueOrderId)}`,
        query: { exchange_index: target.shard, market_ticker: target.ticker },
        shard: target.shard,
        urgent: true,
      });
      return judgeCancel(target, outcome);
    },
    cancelMany: async (targets) => {
      if (targets.length === 0) return [];
      const outcome = await transport.send({
        method: 'DELETE',
        path: `${ORDERS}/batched`,
        body: cancelManyBody(targets),
        urgent: true,
      });
      return judgeCancelMany(targets, outcome);
    },
    decrease: async (target, to) => {
      const outcome = await transport.send({
        method: 'POST',
        path: `${ORDERS}/${encodeURIComponent(target.venueOrderId)}/decrease`,
        body: decreaseBody(target, to),
        shard: target.shard,
        urgent: true,
      });
      return judgeDecrease(target, outcome);
    },
    cancelAll: () => plainWrite(transport, { method: 'DELETE', path: ORDERS, urgent: true }),
    createGroup: async (shard, contractsLimit) => {
      const outcome = await transport.send({
        method: 'POST',
        path: `${GROUPS}/create`,
        body: { contracts_limit_fp: countToWire(contractsLimit), exchange_index: shard },
      });
      if (outcome.kind !== 'reply' || outcome.status < 200 || outcome.status >= 300)
        return fail(`create order group: ${describeOutcome(outcome)}`);
      const body = decodeBody(outcome, orderGroupReply);
      if (!body.ok) return fail(`create order group: ${body.error}`);
      if (body.value.exchange_index !== shard)
        return fail(`the order group was made on shard ${body.value.exchange_index ?? 'unknown'}`);
      return ok(orderGroupId(body.value.order_group_id));
    },
    triggerGroup: (shard, group) => onGroup(shard, group, 'trigger'),
    resetGroup: (shard, group) => onGroup(shard, group, 'reset'),
    restingOrders: () => readRestingOrders(reader, options.shard),
    account: (sinceSeconds, shard) => readAccount(options, reader, { sinceSeconds, shard }),
  };
}
