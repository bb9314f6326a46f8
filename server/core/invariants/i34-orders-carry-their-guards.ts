// I34: every order names shard, group, self-match type and pause flag, and rests no longer than 120 s. In: orders.
import type { Order } from '#lib/domain/order.ts';
import type { Invariant } from './invariant.ts';

const MOST_MS = 120_000;

function missing({ request, createdAt }: Order, shard: number): string | null {
  const { expiresAt, timeInForce } = request;
  if (request.shard !== shard) return `names shard ${request.shard}`;
  if (request.orderGroupId === '') return 'names no group';
  if (request.selfTradePrevention !== 'taker_at_cross' || !request.cancelOnPause)
    return 'lacks self-match prevention or the pause flag';
  if (timeInForce === 'immediate_or_cancel') return null;
  if (expiresAt === null) return 'rests without an expiry';
  return expiresAt - createdAt > MOST_MS ? `rests for ${expiresAt - createdAt} ms` : null;
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
