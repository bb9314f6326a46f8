// I34: orders name shard, group, self-match type, pause flag, and end within 120 s of making or last renewal. In: orders.
import type { Order } from '#lib/domain/order.ts';
import type { Invariant } from './invariant.ts';

const MOST_MS = 120_000;

function missing({ request, createdAt, renewal }: Order, shard: number): string | null {
  const { expiresAt, timeInForce } = request;
  if (request.shard !== shard) return `names shard ${request.shard}`;
  if (request.orderGroupId === '') return 'names no group';
  if (request.selfTradePrevention !== 'taker_at_cross' || !request.cancelOnPause)
    return 'lacks self-match prevention or the pause flag';
  if (timeInForce === 'immediate_or_cancel') return null;
  if (expiresAt === null) return 'rests without an expiry';
  if (renewal !== null && renewal.sureUntil > renewal.expiresAt)
    return 'is sure of an expiry later than any it asked for';
  const renewedFor = renewal === null ? 0 : renewal.expiresAt - renewal.askedAt;
  const longest = Math.max(expiresAt - createdAt, renewedFor);
  return longest > MOST_MS ? `rests for ${longest} ms` : null;
}

export const ordersCarryTheirGuards: Invariant = {
  id: 'I34',
  breach({ orders, options }) {
    for (const [id, { order }] of orders.tracked) {
      const why = missing(order, options.shard);
      if (why !== null) return `order ${id} ${why}`;
    }
    return null;
  },
};
