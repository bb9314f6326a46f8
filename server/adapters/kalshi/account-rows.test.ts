// Account rows, costs and clocks: the small readings that carry money or permission.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { money, moneyToWire } from '#lib/domain/money.ts';
import { unwrap } from '#lib/result.ts';
import { readCash, readSettlement } from './account-rows.ts';
import bodies from './fixtures/rest-bodies.json' with { type: 'json' };
import { measureClock } from './measure-clock.ts';
import { costTable } from './request-cost.ts';
import { balanceReply, settlementSchema } from './rest-schema.ts';

function settlement(change: object) {
  return readSettlement(settlementSchema.parse({ ...bodies.settlement, ...change }));
}

describe('account rows', () => {
  it('F117 takes the cash of the shard, never the sum, and never zero for a shard not named', () => {
    const row = balanceReply.parse(bodies.balance);
    expect(unwrap(readCash(row, 2))).toBe(50_000_000);
    expect(readCash(row, 3).ok).toBe(false);
    const scoped = balanceReply.parse({ balance_dollars: '12.0000' });
    expect(unwrap(readCash(scoped, 2))).toBe(12_000_000);
  });

  it('F63 takes cash to $0.0001 from the dollars of the shard, never from the truncated cents', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -99_999_999, max: 99_999_999 }),
        fc.boolean(),
        (steps, whole) => {
          const dollars = moneyToWire(money(steps * 100));
          const row = balanceReply.parse({
            balance: Math.trunc(steps / 100),
            balance_dollars: whole ? '0' : dollars,
            balance_breakdown: whole ? [{ exchange_index: 2, balance: dollars }] : [],
          });
          expect(unwrap(readCash(row, 2))).toBe(steps * 100);
        },
      ),
    );
  });

  it('F21 reads a settlement in cents, paying the reported value', () => {
    expect(unwrap(settlement({}))).toMatchObject({ yesPayout: 10_000, revenue: 5_000_000, fee: 0 });
    const scalar = { market_result: 'scalar', value: 37, revenue: 185 };
    expect(unwrap(settlement(scalar))).toMatchObject({ yesPayout: 3_700, revenue: 1_850_000 });
    expect(unwrap(settlement({ market_result: 'no', value: null })).yesPayout).toBe(0);
    expect(settlement({ market_result: 'scalar', value: null }).ok).toBe(false);
    expect(settlement({ market_result: 'other', value: 100 }).ok).toBe(false);
    expect(settlement({ value: 101 }).ok).toBe(false);
  });
});

describe('request costs', () => {
  const cost = costTable(
    [{ method: 'GET', path: '/trade-api/v2/cfbenchmarks/*endpoint', cost: 150 }],
    10,
  );

  it.each([
    ['DELETE', '/trade-api/v2/portfolio/events/orders/abc', 2],
    ['DELETE', '/trade-api/v2/portfolio/events/orders', 2],
    ['POST', '/trade-api/v2/portfolio/events/orders', 10],
    ['GET', '/trade-api/v2/portfolio/orders/abc', 2],
    ['GET', '/trade-api/v2/portfolio/orders', 10],
    ['GET', '/trade-api/v2/cfbenchmarks/history/values', 150],
  ])('%s %s costs %i', (method, path, tokens) => {
    expect(cost(method, path)).toBe(tokens);
  });
});

describe('measureClock', () => {
  it('F37 places the venue stamp at the middle of the round trip, and bounds its error', () => {
    const sample = { venueMs: 10_000, resolutionMs: 1_000, sentAtMs: 8_000, receivedAtMs: 8_100 };
    expect(measureClock(sample)).toMatchObject({ offsetMs: 2_450, errorMs: 550 });
  });
});
