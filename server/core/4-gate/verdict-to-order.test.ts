// The mint: what it refuses, and that only the very object it made is an order.
import { describe, expect, test } from 'vitest';
import { clientOrderId, orderGroupId } from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import type { OrderIntent } from '#lib/domain/order.ts';
import { price } from '#lib/domain/price.ts';
import { decide } from './decide.ts';
import { payloadHash } from './payload-hash.ts';
import { sealDecision } from './seal-decision.ts';
import { GOOD, NOW } from './testing/sample-input.ts';
import { isMinted, verdictToOrder } from './verdict-to-order.ts';

function mint(change: Partial<OrderIntent> = {}) {
  const { intent } = sealDecision(decide(GOOD));
  if (intent === null) throw new Error('the good market enters');
  return verdictToOrder({
    intent: { ...intent, ...change },
    clientOrderId: clientOrderId('c-1'),
    orderGroupId: orderGroupId('g-1'),
    approvalId: null,
    at: NOW,
  });
}

describe('the mint', () => {
  test('I34 makes an order with group, shard, self-trade prevention and cancel on pause', () => {
    expect(mint()).toMatchObject({
      orderGroupId: 'g-1',
      shard: 2,
      selfTradePrevention: 'taker_at_cross',
      cancelOnPause: true,
    });
  });

  test('knows its own object and no copy of it', () => {
    const order = mint();
    expect(isMinted(order)).toBe(true);
    expect(isMinted({ ...order })).toBe(false);
    expect(isMinted(structuredClone(order))).toBe(false);
    expect(Object.isFrozen(order)).toBe(true);
  });

  test('I9 hashes every field the venue is told', () => {
    const order = mint();
    expect(payloadHash(order)).toBe(order.payloadHash);
    const forged = { ...order, price: price(9_900) };
    expect(payloadHash(forged)).not.toBe(order.payloadHash);
  });

  test.each([
    ['a resting order without expiry', { timeInForce: 'good_till_canceled' }],
    [
      'an expiry past 120 s',
      { timeInForce: 'good_till_canceled', expiresAt: wallMs(NOW + 120_001) },
    ],
    ['an expiry in the past', { timeInForce: 'good_till_canceled', expiresAt: NOW }],
    ['a post-only order that cannot rest', { postOnly: true }],
    ['a price of 1', { price: price(10_000) }],
    ['no shard', { shard: -1 }],
    [
      'reduce-only that rests',
      { reduceOnly: true, timeInForce: 'good_till_canceled', expiresAt: wallMs(NOW + 1_000) },
    ],
  ] satisfies [string, Partial<OrderIntent>][])('refuses %s', (_, change) => {
    expect(() => mint(change)).toThrow('Condition failed');
  });
});
