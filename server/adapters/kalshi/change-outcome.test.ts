// Cancels, decreases and renewals over every way a request may end. In: outcomes. Out: one report for each order.
import { describe, expect, test } from 'vitest';
import { count } from '#lib/domain/count.ts';
import { venueOrderId } from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import {
  cancelManyBody,
  decreaseBody,
  judgeCancelMany,
  judgeDecrease,
  judgeRenewal,
  renewalBody,
} from './change-outcome.ts';
import type { RestOutcome } from './rest-call.ts';
import { approvedOrder, TICKER } from './test-kit.ts';

const target = (id: string) => ({ venueOrderId: venueOrderId(id), ticker: TICKER, shard: 2 });
const BOTH = [target('a'), target('b')];

function reply(status: number, body: unknown): RestOutcome {
  const at = wallMs(0);
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { kind: 'reply', status, text, venueDateMs: null, sentAt: at, receivedAt: at };
}

describe('a batch cancel', () => {
  test('names shard and market of every order', () => {
    expect(cancelManyBody([target('a')])).toEqual({
      orders: [{ order_id: 'a', exchange_index: 2, market_ticker: TICKER }],
    });
  });

  test('F39a each child has its own outcome, F115 an error or a missing row is unknown', () => {
    const rows = [
      { order_id: 'a', reduced_by: '5.00' },
      { order_id: 'c', reduced_by: '0.00', error: { code: 'not_found' } },
    ];
    const targets = [...BOTH, target('c')];
    expect(judgeCancelMany(targets, reply(200, { orders: rows }))).toMatchObject([
      { kind: 'cancel-accepted', venueOrderId: 'a', reducedBy: 500 },
      { kind: 'cancel-unknown', venueOrderId: 'b' },
      { kind: 'cancel-unknown', venueOrderId: 'c', cause: 'not_found' },
    ]);
  });

  test.each<[string, RestOutcome]>([
    ['a 500', reply(500, '')],
    ['a 404', reply(404, {})],
    ['no JSON', reply(200, '<html>')],
    ['a lost connection', { kind: 'lost', reason: 'reset' }],
  ])('F39a %s leaves every child unknown', (_, outcome) => {
    expect(judgeCancelMany(BOTH, outcome).map((each) => each.kind)).toEqual([
      'cancel-unknown',
      'cancel-unknown',
    ]);
  });
});

describe('a decrease', () => {
  test('says what may stay open, as a string, with its shard', () => {
    expect(decreaseBody(target('a'), count(250))).toEqual({
      reduce_to: '2.50',
      exchange_index: 2,
      market_ticker: TICKER,
    });
  });

  test('only 200 with its own id is a yes', () => {
    const yes = judgeDecrease(target('a'), reply(200, { order_id: 'a', remaining_count: '2.50' }));
    expect(yes.done).toBe(true);
    for (const outcome of [
      reply(200, { order_id: 'b' }),
      reply(404, {}),
      reply(200, '<html>'),
      { kind: 'lost', reason: 'reset' } as const,
    ])
      expect(judgeDecrease(target('a'), outcome).done).toBe(false);
  });
});

describe('a renewal', () => {
  const until = wallMs(1_795_186_999_750);
  const renewal = { venueOrderId: venueOrderId('a'), request: approvedOrder(), expiresAt: until };

  test('I34 I13 names the order as it was sent, whole, and another expiry in whole seconds, never a later one', () => {
    expect(renewalBody(renewal)).toEqual({
      ...{ ticker: TICKER, side: 'bid', price: '0.4600', count: '10.00', exchange_index: 2 },
      expiration_time: 1_795_186_999,
    });
  });

  test.each<[string, RestOutcome, string, string]>([
    ['200 with its own id', reply(200, { order_id: 'a', ts_ms: 1 }), 'done', ''],
    ['200 with another id', reply(200, { order_id: 'b', ts_ms: 1 }), 'unknown', 'another order'],
    ['200 with no JSON', reply(200, '<html>'), 'unknown', '200 but'],
    ['200 without an id', reply(200, { ts_ms: 1 }), 'unknown', '200 but'],
    ['201', reply(201, { order_id: 'a', ts_ms: 1 }), 'unknown', '201'],
    ['F115 404', reply(404, { error: { code: 'not_found' } }), 'unknown', '404 not_found'],
    ['F36 401', reply(401, { error: { code: 'authentication_error' } }), 'unknown', '401'],
    ['F34 429', reply(429, { error: 'too many requests' }), 'unknown', '429'],
    ['F29 500', reply(500, ''), 'unknown', '500'],
    ['F29 503', reply(503, '<html>'), 'unknown', '503'],
    ['F45 silence', { kind: 'lost', reason: 'no answer within 5000 ms' }, 'unknown', 'no answer'],
    [
      'what never left',
      { kind: 'not-sent', because: 'rate', reason: 'no tokens' },
      'not-sent',
      'no tokens',
    ],
  ])('%s is told as it is', (_, outcome, is, cause) => {
    const report = judgeRenewal(renewal, outcome);
    expect(report).toMatchObject({ kind: 'renewal', venueOrderId: 'a', outcome: is });
    expect(report.expiresAt).toBe(until);
    expect(report.cause).toContain(cause);
  });
});
