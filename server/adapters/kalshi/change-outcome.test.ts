// Cancels and decreases over every way a request may end. In: outcomes. Out: one report for each order.
import { describe, expect, test } from 'vitest';
import { count } from '#lib/domain/count.ts';
import { venueOrderId } from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import { cancelManyBody, decreaseBody, judgeCancelMany, judgeDecrease } from './change-outcome.ts';
import type { RestOutcome } from './rest-transport.ts';
import { TICKER } from './test-kit.ts';

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
