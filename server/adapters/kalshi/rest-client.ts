// Order entry over REST: approved orders, cancels and group calls come in, one report per call goes out.
import { count, countToWire } from '#lib/domain/count.ts';
import { orderGroupId } from '#lib/domain/ids.ts';
import { priceToWire } from '#lib/domain/price.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import type { GroupProbe, VenueOrders } from '#server/ports/venue-orders.ts';
import { readAccount, readRestingOrders } from './account-read.ts';
import { readOrder } from './account-rows.ts';
import {
  cancelManyBody,
  decreaseBody,
  judgeCancel,
  judgeCancelMany,
  judgeDecrease,
  judgeRenewal,
  renewalBody,
} from './change-outcome.ts';
import { judgeCreate } from './create-outcome.ts';
import { parseErrorBody } from './error-body.ts';
import type { KalshiOptions } from './options.ts';
import { orderToRequest } from './order-to-request.ts';
import type { RestOutcome } from './rest-call.ts';
import { createReader, decodeBody, describeOutcome } from './rest-read.ts';
import {
  createReply,
  groupStateReply,
  orderGroupReply,
  orderReply,
  userDataTimestampReply,
} from './rest-schema.ts';
import { createTransport, type Transport } from './rest-transport.ts';

const ORDERS = '/portfolio/events/orders';
const GROUPS = '/portfolio/order_groups';

/** One contract, post-only, five seconds: what the probe says besides the venue's usual words. */
const PROBE_COUNT = count(100);
const PROBE_SECONDS = 5;
const KEEP_SENT_MS = 86_400_000;

function probeBody(probe: GroupProbe, nowMs: number) {
  return {
    ticker: probe.ticker,
    side: 'bid',
    count: countToWire(PROBE_COUNT),
    price: priceToWire(probe.price),
    time_in_force: 'good_till_canceled',
    self_trade_prevention_type: 'taker_at_cross',
    post_only: true,
    cancel_order_on_pause: true,
    expiration_time: Math.floor(nowMs / 1000) + PROBE_SECONDS,
    client_order_id: probe.clientOrderId,
    order_group_id: probe.group,
    exchange_index: probe.shard,
  };
}

/** Only a definite refusal that names the group proves it: any other may have another cause (F116). */
function judgeProbe(outcome: RestOutcome): Result<null> {
  if (outcome.kind !== 'reply') return fail(describeOutcome(outcome));
  const { status, text } = outcome;
  if (status >= 200 && status < 300) return fail('the triggered group let an order through');
  const error = parseErrorBody(status, text);
  const isDefinite = status >= 400 && status < 500 && status !== 408;
  // "Not found" names the group, too, and means the opposite of a breaker.
  const isGroup = /group/i.test(`${error.code} ${error.details}`) && status !== 404;
  return isDefinite && isGroup
    ? ok(null)
    : fail(`refused for another reason: ${describeOutcome(outcome)}`);
}

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
  let onRefused: Parameters<NonNullable<VenueOrders['onRefused']>>[0] = () => undefined;
  const transport = createTransport(options, (report) => onRefused(report));
  const reader = createReader(options, transport);
  /** I11: a client id leaves this process at most once. Kept a day with the time it left, ms; our own book of orders refuses older ones. */
  const sentIds = new Map<string, number>();
  const onGroup = (shard: number, id: string, verb: 'trigger' | 'reset') =>
    plainWrite(transport, {
      method: 'PUT',
      path: `${GROUPS}/${encodeURIComponent(id)}/${verb}`,
      query: { exchange_index: shard },
      body: {},
      urgent: verb === 'trigger',
    });
  /** What the venue says to a probe; one that it took after all is withdrawn at once (F116). */
  const sendProbe = async (probe: GroupProbe): Promise<RestOutcome> => {
    const body = probeBody(probe, options.clock.wall());
    const call = { method: 'POST', path: ORDERS, body, shard: probe.shard } as const;
    const outcome = await transport.send(call);
    const placed = outcome.kind === 'reply' ? decodeBody(outcome, createReply) : null;
    if (placed?.ok === true)
      await transport.send({
        method: 'DELETE',
        path: `${ORDERS}/${encodeURIComponent(placed.value.order_id)}`,
        query: { exchange_index: probe.shard, market_ticker: probe.ticker },
        shard: probe.shard,
        urgent: true,
      });
    return outcome;
  };

  return {
    onRefused: (listener) => {
      onRefused = listener;
    },
    rateBuckets: transport.buckets,
    writeUse: transport.writeUse,
    create: async (order) => {
      const body = orderToRequest(order);
      if (sentIds.has(order.clientOrderId))
        return {
          kind: 'order-unknown',
          clientOrderId: order.clientOrderId,
          cause: 'this client order id was sent before: not sent again',
        };
      const nowMs = options.clock.mono() / 1e6;
      for (const [id, at] of sentIds) {
        if (nowMs - at < KEEP_SENT_MS) break;
        sentIds.delete(id);
      }
      sentIds.set(order.clientOrderId, nowMs);
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
        items: targets.length,
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
    // Neither urgent nor harmless: it takes no token kept for cancels, and a refused key holds it back.
    renew: async (target) => {
      const outcome = await transport.send({
        method: 'POST',
        path: `${ORDERS}/${encodeURIComponent(target.venueOrderId)}/amend`,
        body: renewalBody(target),
        shard: target.request.shard,
      });
      return judgeRenewal(target, outcome);
    },
    cancelAll: () => plainWrite(transport, { method: 'DELETE', path: ORDERS, urgent: true }),
    createGroup: async (shard, contractsLimit) => {
      const outcome = await transport.send({
        method: 'POST',
        path: `${GROUPS}/create`,
        body: { contracts_limit_fp: countToWire(contractsLimit), exchange_index: shard },
        raisesNoRisk: true,
      });
      if (outcome.kind !== 'reply' || outcome.status < 200 || outcome.status >= 300)
        return fail(`create order group: ${describeOutcome(outcome)}`);
      const body = decodeBody(outcome, orderGroupReply);
      if (!body.ok) return fail(`create order group: ${body.error}`);
      if (body.value.exchange_index !== shard)
        return fail(`the order group was made on shard ${body.value.exchange_index ?? 'unknown'}`);
      return ok(orderGroupId(body.value.order_group_id));
    },
    limitGroup: (shard, group, contractsLimit) =>
      plainWrite(transport, {
        method: 'PUT',
        path: `${GROUPS}/${encodeURIComponent(group)}/limit`,
        query: { exchange_index: shard },
        body: { contracts_limit_fp: countToWire(contractsLimit) },
      }),
    readGroup: async (shard, group) => {
      const path = `${GROUPS}/${encodeURIComponent(group)}`;
      const outcome = await reader.raw(path, { exchange_index: shard });
      if (outcome.kind === 'reply' && outcome.status === 404) return ok('gone');
      if (outcome.kind !== 'reply' || outcome.status !== 200)
        return fail(`GET ${path}: ${describeOutcome(outcome)}`);
      const found = decodeBody(outcome, groupStateReply);
      if (!found.ok) return fail(`GET ${path}: ${found.error}`);
      const told = found.value.exchange_index ?? 0;
      return told === shard ? ok('stands') : fail(`the order group stands on shard ${told}`);
    },
    proveRefusal: async (probe) => judgeProbe(await sendProbe(probe)),
    isTriggered: async (probe) => {
      const outcome = await sendProbe(probe);
      if (judgeProbe(outcome).ok) return ok(true);
      const isAnswer = outcome.kind === 'reply' && (outcome.status === 400 || outcome.status < 300);
      return isAnswer ? ok(false) : fail(describeOutcome(outcome));
    },
    watermark: async () => {
      const stamp = await reader.get('/exchange/user_data_timestamp', {}, userDataTimestampReply);
      return stamp.ok ? ok(stamp.value.as_of_time) : stamp;
    },
    triggerGroup: (shard, group) => onGroup(shard, group, 'trigger'),
    resetGroup: (shard, group) => onGroup(shard, group, 'reset'),
    readOrder: async (id) => {
      const path = `/portfolio/orders/${encodeURIComponent(id)}`;
      const found = await reader.get(path, { exchange_index: options.shard }, orderReply);
      return found.ok ? readOrder(found.value.order) : found;
    },
    restingOrders: () => readRestingOrders(reader, options.shard),
    account: (sinceSeconds, shard) => readAccount(options, reader, { sinceSeconds, shard }),
  };
}
