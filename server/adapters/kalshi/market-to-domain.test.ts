// Market rows: strikes per series, grids, fees, results, and what must stay untraded.
import { describe, expect, it } from 'vitest';
import { unwrap } from '#lib/result.ts';
import { feeTerms, UNKNOWN_FEE } from './fee-terms.ts';
import bodies from './fixtures/rest-bodies.json' with { type: 'json' };
import { marketToDomain } from './market-to-domain.ts';
import { marketSchema } from './rest-schema.ts';
import { strikeRule } from './strike-rule.ts';

function read(row: object, change: object = {}) {
  const context = { fee: UNKNOWN_FEE, shard: 0 };
  return marketToDomain(marketSchema.parse({ ...row, ...change }), context);
}

describe('marketToDomain', () => {
  it('reads an hourly market whole, with the shard it names', () => {
    expect(unwrap(read(bodies.hourlyMarket))).toEqual({
      ticker: 'KXBTCD-26NOV2216-T85099.99',
      event: 'KXBTCD-26NOV2216',
      series: 'KXBTCD',
      rule: { kind: 'above', strike: 8_509_999 },
      openAt: Date.UTC(2026, 10, 22, 20),
      closeAt: Date.UTC(2026, 10, 22, 21),
      status: 'active',
      grid: [{ start: 0, end: 10_000, step: 100 }],
      shard: 2,
      fee: UNKNOWN_FEE,
      result: null,
      title: '$85,100 or above',
    });
  });

  it('reads the 15-minute and the range market by their own rules', () => {
    expect(unwrap(read(bodies.quarterMarket)).rule).toEqual({
      kind: 'at-or-above-rounded',
      strike: 8_512_007,
    });
    expect(unwrap(read(bodies.quarterMarket)).grid).toHaveLength(3);
    expect(unwrap(read(bodies.rangeMarket)).rule).toEqual({
      kind: 'between',
      floor: 8_500_000,
      cap: 8_509_999,
    });
  });

  it.each([
    [
      'a strike not published yet',
      'KXBTC15M',
      { strike_type: 'greater_or_equal', custom_strike: { round_digits: '2' } },
    ],
    [
      'a mean rounded otherwise',
      'KXBTC15M',
      { strike_type: 'greater_or_equal', floor_strike: 1, custom_strike: { round_digits: '0' } },
    ],
    [
      'a mean of unknown rounding',
      'KXBTC15M',
      { strike_type: 'greater_or_equal', floor_strike: 1 },
    ],
    [
      'a strict 15-minute strike',
      'KXBTC15M',
      { strike_type: 'greater', floor_strike: 1, custom_strike: { round_digits: '2' } },
    ],
    ['an hourly tie as YES', 'KXBTCD', { strike_type: 'greater_or_equal', floor_strike: 85_000 }],
    ['an hourly market without strike', 'KXBTCD', { strike_type: 'greater' }],
    ['a strike of zero', 'KXBTCD', { strike_type: 'greater', floor_strike: 0 }],
    ['a strike finer than a cent', 'KXBTCD', { strike_type: 'greater', floor_strike: 85_000.005 }],
    ['a range without its top', 'KXBTC', { strike_type: 'between', floor_strike: 85_000 }],
    ['a range upside down', 'KXBTC', { strike_type: 'between', floor_strike: 2, cap_strike: 1 }],
    ['no wording at all', 'KXBTC', {}],
  ] as const)('leaves %s unset', (_name, series, fields) => {
    expect(strikeRule(series, fields).kind).toBe('unset');
  });

  it('reads the two tails of the range series', () => {
    expect(strikeRule('KXBTC', { strike_type: 'less', cap_strike: 80_000 })).toEqual({
      kind: 'below',
      strike: 8_000_000,
    });
    expect(strikeRule('KXBTC', { strike_type: 'greater', floor_strike: 90_000 })).toEqual({
      kind: 'above',
      strike: 9_000_000,
    });
  });

  it('refuses other series and markets that close before they open', () => {
    expect(read(bodies.hourlyMarket, { ticker: 'KXBTCY-27JAN0100-T149999.99' }).ok).toBe(false);
    expect(read(bodies.hourlyMarket, { event_ticker: 'KXETHD-26NOV2216' }).ok).toBe(false);
    expect(read(bodies.hourlyMarket, { close_time: '2026-11-22T19:00:00Z' }).ok).toBe(false);
  });

  it('F26 reads a grid it cannot trust as empty, so that nothing is on it', () => {
    const steps = [{ start: '0.0000', end: '1.0000', step: '0.0000' }];
    expect(unwrap(read(bodies.hourlyMarket, { price_ranges: steps })).grid).toEqual([]);
    expect(unwrap(read(bodies.hourlyMarket, { price_ranges: null })).grid).toEqual([]);
  });

  it('an unknown status is never one that trades', () => {
    expect(unwrap(read(bodies.hourlyMarket, { status: 'halted' })).status).toBe('unknown');
  });

  it.each([
    [
      'F19 determined is provisional',
      { status: 'determined', result: 'yes' },
      { result: 'yes', yesPayout: 10_000, final: false },
    ],
    [
      'finalized is final',
      { status: 'finalized', result: 'no', settlement_value_dollars: '0.0000' },
      { result: 'no', yesPayout: 0, final: true },
    ],
    [
      'F21 a scalar pays its value',
      { status: 'finalized', result: 'scalar', settlement_value_dollars: '0.3700' },
      { result: 'scalar', yesPayout: 3_700, final: true },
    ],
    [
      'F21 the value wins over the word',
      { status: 'finalized', result: 'yes', settlement_value_dollars: '0.5000' },
      { result: 'yes', yesPayout: 5_000, final: true },
    ],
    [
      'F20 void is void',
      { status: 'finalized', result: 'void' },
      { result: 'void', yesPayout: 0, final: true },
    ],
  ])('%s', (_name, change, expected) => {
    expect(unwrap(read(bodies.hourlyMarket, change)).result).toMatchObject(expected);
  });

  it('F21 a scalar without a value and a result word it does not know are no result', () => {
    const scalar = { status: 'finalized', result: 'scalar' };
    expect(unwrap(read(bodies.hourlyMarket, scalar)).result).toBeNull();
    expect(unwrap(read(bodies.hourlyMarket, { result: 'maybe' })).result).toBeNull();
  });
});

describe('feeTerms', () => {
  it('takes the series terms, with each override field on its own', () => {
    const series = { type: 'quadratic', multiplier: 1 };
    expect(feeTerms(series, null)).toEqual({ kind: 'quadratic', multiplier: 1 });
    expect(feeTerms(series, { type: null, multiplier: 0.5 })).toEqual({
      kind: 'quadratic',
      multiplier: 0.5,
    });
    expect(feeTerms(series, { type: 'quadratic_with_maker_fees', multiplier: null }).kind).toBe(
      'quadratic_with_maker_fees',
    );
  });

  it('charges the worst case for terms it cannot compute', () => {
    expect(feeTerms({ type: 'flat', multiplier: 0 }, null)).toEqual(UNKNOWN_FEE);
    expect(feeTerms({ type: 'quadratic', multiplier: null }, null)).toEqual(UNKNOWN_FEE);
    expect(feeTerms({ type: 'quadratic_with_combo_maker_fees', multiplier: 2 }, null)).toEqual({
      kind: 'unknown',
      multiplier: 2,
    });
  });
});
