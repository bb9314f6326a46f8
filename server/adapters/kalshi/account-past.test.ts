// What a long look back reads: both tiers of fills, and moves of money. In: canned pages. Out: reports.
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { wallMs } from '#lib/domain/instant.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import { readFills } from './fill-read.ts';
import { readMoves } from './money-moves.ts';
import type { Reader } from './rest-read.ts';

const NOW = wallMs(Date.UTC(2026, 10, 20));
const DAY_S = 86_400;

/** Answers each path with its body, in one page; a path without one fails. */
function readerOf(bodies: Readonly<Record<string, unknown>>): { reader: Reader; asked: string[] } {
  const asked: string[] = [];
  const get = async <T>(path: string, _: unknown, schema: z.ZodType<T>): Promise<Result<T>> => {
    asked.push(path);
    const parsed = schema.safeParse(bodies[path]);
    return parsed.success ? ok(parsed.data) : fail(`GET ${path}: no such body`);
  };
  const pages: Reader['pages'] = async (path, query, schema) => {
    const page = await get(path, query, schema);
    return page.ok ? ok([page.value]) : page;
  };
  return { asked, reader: { get, pages, raw: async () => ({ kind: 'lost', reason: 'no' }) } };
}

function fill(id: string, daysAgo: number, change: Record<string, unknown> = {}) {
  return {
    trade_id: id,
    order_id: `order-${id}`,
    ticker: 'KXBTCD-26NOV2016-T85099.99',
    book_side: 'bid',
    count_fp: '1.00',
    yes_price_dollars: '0.4600',
    is_taker: true,
    fee_cost: '0.017500',
    created_time: new Date(NOW - daysAgo * DAY_S * 1000).toISOString(),
    ...change,
  };
}

const since = (daysAgo: number) => ({ sinceSeconds: NOW / 1000 - daysAgo * DAY_S, shard: 2 });
const ids = (fills: Result<readonly { readonly tradeId: string }[]>) =>
  fills.ok ? fills.value.map((each) => each.tradeId).sort() : fills.error;

describe('fills of both tiers', () => {
  const recent = { fills: [fill('new', 1), fill('both', 15)], cursor: '' };
  const old = { fills: [fill('both', 15), fill('old', 25), fill('too-old', 40)], cursor: '' };
  const cutoff = { trades_created_ts: new Date(NOW - 14 * DAY_S * 1000).toISOString() };
  const bodies = {
    '/portfolio/fills': recent,
    '/historical/fills': old,
    '/historical/cutoff': cutoff,
  };

  test('F68 a look back past the cutoff reads the historical tier too, every fill once', async () => {
    const { reader } = readerOf(bodies);
    expect(ids(await readFills(reader, since(30), NOW))).toEqual(['both', 'new', 'old']);
  });

  test('a short look back asks for no cutoff, one inside the recent tier for no history', async () => {
    const short = readerOf(bodies);
    expect(ids(await readFills(short.reader, since(2), NOW))).toEqual(['new']);
    expect(short.asked).toEqual(['/portfolio/fills']);
    const inside = readerOf(bodies);
    await readFills(inside.reader, since(10), NOW);
    expect(inside.asked).not.toContain('/historical/fills');
  });

  test.each(['/historical/cutoff', '/historical/fills', '/portfolio/fills'])(
    'F68, F69 without %s the reading is not complete',
    async (path) => {
      const { reader } = readerOf({ ...bodies, [path]: undefined });
      expect((await readFills(reader, since(30), NOW)).ok).toBe(false);
    },
  );

  test('a fill of another product counts when it was on our shard, for it was our cash', async () => {
    const ticker = 'KXETHD-26NOV2016-T3000';
    const fills = [
      fill('eth', 1, { ticker, exchange_index: 2 }),
      fill('fed', 1, { ticker: 'FED-26DEC', exchange_index: 0 }),
      fill('unnamed', 1, { ticker }),
    ];
    const { reader } = readerOf({ '/portfolio/fills': { fills, cursor: '' } });
    expect(ids(await readFills(reader, since(2), NOW))).toEqual(['eth']);
  });
});

describe('moves of money', () => {
  const transfer = (id: string, from: number, to: number, status: string) => ({
    transfer_id: id,
    source_exchange_shard: from,
    destination_exchange_shard: to,
    amount: '12.340000',
    status,
    created_ts: NOW / 1000,
  });

  test('finished ones with the sign of our shard; what is under way to us has not come', async () => {
    const { reader } = readerOf({
      '/portfolio/intra_exchange_instance_transfers': {
        transfers: [
          transfer('in', 0, 2, 'complete'),
          transfer('coming', 0, 2, 'pending'),
          transfer('out', 2, 0, 'pending'),
          transfer('else', 0, 1, 'complete'),
        ],
        cursor: '',
      },
      '/portfolio/deposits': {
        deposits: [
          { id: 'd', status: 'applied', amount_cents: 5_000, created_ts: NOW / 1000 },
          { id: 'p', status: 'pending', amount_cents: 5_000, created_ts: NOW / 1000 },
        ],
      },
    });
    const moves = await readMoves(reader, 2);
    expect(moves.map(({ id, amount }) => [id, amount])).toEqual([
      ['shard:in', 12_340_000],
      ['shard:out', -12_340_000],
      ['deposits:d', 50_000_000],
    ]);
  });
});
