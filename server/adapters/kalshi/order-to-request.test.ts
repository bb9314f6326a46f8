// Orders on the wire: strings, explicit shard, expiry in seconds, and no combination the venue refuses.
import { describe, expect, it } from 'vitest';
import { count } from '#lib/domain/count.ts';
import { price } from '#lib/domain/price.ts';
import { orderToRequest } from './order-to-request.ts';
import { approvedOrder } from './test-kit.ts';

describe('orderToRequest', () => {
  it('I34 carries shard, group, self-match type, pause flag and expiry, all numbers as strings', () => {
    expect(orderToRequest(approvedOrder())).toEqual({
      ticker: 'KXBTCD-26NOV2216-T85099.99',
      side: 'bid',
      count: '10.00',
      price: '0.4600',
      time_in_force: 'good_till_canceled',
      self_trade_prevention_type: 'taker_at_cross',
      client_order_id: 'bb000000-0000-4000-8000-000000000001',
      order_group_id: 'cc000000-0000-4000-8000-000000000001',
      exchange_index: 2,
      cancel_order_on_pause: true,
      expiration_time: 1_794_000_060,
      post_only: true,
    });
  });

  it('sends an IOC exit with reduce_only and without expiry', () => {
    const body = orderToRequest(
      approvedOrder({
        timeInForce: 'immediate_or_cancel',
        expiresAt: null,
        postOnly: false,
        reduceOnly: true,
        count: count(725),
      }),
    );
    expect(body).toMatchObject({ reduce_only: true, count: '7.25' });
    expect(body).not.toHaveProperty('expiration_time');
    expect(body).not.toHaveProperty('post_only');
  });

  it.each([
    ['a resting order without expiry', { expiresAt: null }],
    ['reduce_only without IOC', { reduceOnly: true }],
    ['an IOC with an expiry', { timeInForce: 'immediate_or_cancel', postOnly: false }],
    ['post_only with IOC', { timeInForce: 'immediate_or_cancel', expiresAt: null }],
    ['a count of zero', { count: count(0) }],
    ['a price of one dollar', { price: price(10_000) }],
  ] as const)('refuses %s before anything is sent', (_name, change) => {
    expect(() => orderToRequest(approvedOrder(change))).toThrow('Condition failed');
  });
});
