// Resting quotes: left alone while they deserve it, pulled the moment they do not. And the memory of the mid.
import { describe, expect, test } from 'vitest';
import { count, signedCount } from '#lib/domain/count.ts';
import { clientOrderId, orderGroupId, venueOrderId } from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import { money } from '#lib/domain/money.ts';
import type { Order } from '#lib/domain/order.ts';
import { price } from '#lib/domain/price.ts';
import { probability } from '#lib/domain/probability.ts';
import { decide } from './decide.ts';
import type { GateInput } from './gate-input.ts';
import { quotesToPull } from './pull-quotes.ts';
import { createRecentMids, forgetMids, recentMid, recordMid } from './recent-mid.ts';
import { sealDecision } from './seal-decision.ts';
import { depthOf, FAIR, GOOD, inputWith, NOW, TICKER } from './testing/sample-input.ts';
import { verdictToOrder } from './verdict-to-order.ts';

/** A quote to buy 5 YES at `at` that rests at the venue. */
function quote(at: number, state: Order['state'] = 'resting'): Order {
  const { intent } = sealDecision(decide(GOOD));
  if (intent === null) throw new Error('the good market enters');
  const request = verdictToOrder({
    intent: {
      ...intent,
      price: price(at),
      timeInForce: 'good_till_canceled',
      postOnly: true,
      expiresAt: wallMs(NOW + 60_000),
    },
    clientOrderId: clientOrderId('q-1'),
    orderGroupId: orderGroupId('g-1'),
    approvalId: null,
    at: NOW,
  });
  return {
    request,
    state,
    venueOrderId: venueOrderId('v-1'),
    filled: count(0),
    claimed: count(0),
    cut: count(0),
    remaining: request.count,
    filledNotional: money(0),
    fees: money(0),
    renewal: null,
    createdAt: NOW,
    updatedAt: NOW,
    note: '',
  };
}

const pulled = (change: Partial<GateInput>, order = quote(4_700)) =>
  quotesToPull(inputWith({ openOrders: [order], ...change }));

describe('a resting quote', () => {
  test('stays while its edge covers a move and nothing is wrong', () => {
    expect(pulled({})).toEqual([]);
    expect(decide(inputWith({ openOrders: [quote(4_700)] })).verdict).toBe('hold');
  });

  test.each([
    ['trading pauses', { trading: 'paused' }],
    ['a kill is latched', { killed: true }],
    ['the index goes stale', { feeds: { ...GOOD.feeds, index: 2_000 } }],
    ['the fair value is gone', { fair: null, fairReason: 'no forecast' }],
    ['the close guard begins', { at: wallMs(GOOD.market.closeAt - 29_000) }],
    ['its edge is gone', { fair: { ...FAIR, probability: probability(0.471) } }],
    ['a move would eat its edge', { fair: { ...FAIR, deltaPerUsd: 0.05 } }],
  ] satisfies [string, Partial<GateInput>][])('is pulled when %s', (_, change) => {
    expect(pulled(change)).toMatchObject([{ order: { venueOrderId: 'v-1' } }]);
  });

  test('is pulled before an exit could meet it', () => {
    const position = {
      ticker: TICKER,
      contracts: signedCount(500),
      cost: money(2_400_000),
      fees: money(0),
      realised: money(0),
      settled: false,
    };
    expect(pulled({ position, closeRequestedBy: 'ann' })).toHaveLength(1);
  });

  test('is not asked for twice once its cancel is under way', () => {
    expect(pulled({ killed: true }, quote(4_700, 'pending-cancel'))).toEqual([]);
  });
});

describe('the recent mid', () => {
  const at = (seconds: number) => wallMs(NOW + seconds * 1000);
  const depth = (mid: number) => depthOf([[mid - 100, 100]], [[mid + 100, 100]]);

  test('F10 is the median of thirty seconds, so that one bad print moves nothing', () => {
    const mids = createRecentMids();
    for (let second = 0; second < 10; second += 1)
      recordMid(mids, {
        ticker: TICKER,
        depth: depth(second === 5 ? 9_000 : 4_700),
        at: at(second),
      });
    expect(recentMid(mids, TICKER, at(10))).toBe(4_700);
  });

  test('is not known without a two-sided book, nor from old samples, nor after forgetting', () => {
    const mids = createRecentMids();
    recordMid(mids, { ticker: TICKER, depth: depthOf([], [[5_000, 100]]), at: NOW });
    expect(recentMid(mids, TICKER, NOW)).toBeNull();
    recordMid(mids, { ticker: TICKER, depth: depth(4_700), at: NOW });
    expect(recentMid(mids, TICKER, at(30))).toBe(4_700);
    expect(recentMid(mids, TICKER, at(31))).toBeNull();
    forgetMids(mids, TICKER);
    expect(recentMid(mids, TICKER, NOW)).toBeNull();
  });
});
