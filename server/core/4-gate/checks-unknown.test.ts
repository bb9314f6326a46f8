// Fail closed, check by check (I25): with the one thing missing that it needs, a check is missing or fails, never passes.
import { describe, expect, test } from 'vitest';
import { wallMs } from '#lib/domain/instant.ts';
import { price } from '#lib/domain/price.ts';
import { runChecks } from './checks.ts';
import { decide } from './decide.ts';
import type { GateInput } from './gate-input.ts';
import { depthOf, FAIR, GOOD, inputWith, MARKET, NOW } from './testing/sample-input.ts';

const of = (id: string, change: Partial<GateInput>, candidate = decide(GOOD).candidate) =>
  runChecks(inputWith(change), candidate).find((check) => check.id === id);
const BID = [[4_700, 50_000]] as const;
const ASK = [[4_800, 50_000]] as const;

describe('without a trade to judge', () => {
  test.each([
    'latency-horizon',
    'near-certainty',
    'opposite-position',
    'quote-spread',
    'edge',
    'edge-significant',
    'price-collar',
    'price-on-grid',
    'stake',
    'order-size',
    'cash',
    'disagreement',
    'market-exposure',
    'event-exposure',
    'series-exposure',
    'total-exposure',
    'accountability',
    'contract-burst',
    'contract-rate',
  ])('I25 %s is missing', (id) => {
    expect(of(id, {}, null)).toMatchObject({ outcome: 'missing', value: null });
  });

  test('I25 nothing is there to trade against', () => {
    expect(of('book-side', {}, null)?.outcome).toBe('fail');
  });
});

describe('without an input', () => {
  test.each([
    ['latency-horizon', { fair: null }],
    ['latency-horizon', { forecast: null }],
    ['forecast-fresh', { forecast: null }],
    ['forecast-sane', { forecast: null }],
    ['members-agree', { forecast: null }],
    ['fair-value-available', { fair: null }],
    ['confidence', { fair: null }],
    ['prints-complete', { fair: null }],
    ['book-uncrossed', { depth: depthOf(BID, []) }],
    ['book-uncrossed', { depth: depthOf([], ASK) }],
    ['book-uncrossed', { depth: depthOf([], []) }],
    ['price-collar', { recentMid: null }],
    ['clock-skew', { clockOffsetMs: null }],
    ['loop-delay', { host: null }],
    ['disk', { host: null }],
    ['store-healthy', { host: null }],
    ['watchdog-alive', { host: null }],
    ['exchange-trading', { exchange: null }],
    ['exchange-status-fresh', { exchange: null }],
    ['cash', { cash: null }],
    ['day-loss', { dayPnl: null }],
    ['day-loss-gross', { dayGross: null }],
    ['drawdown', { drawdown: null }],
    ['loss-streak', { lossStreak: null }],
  ] satisfies [string, Partial<GateInput>][])('I25 %s is missing', (id, change) => {
    expect(of(id, change)).toMatchObject({ outcome: 'missing', value: null });
    expect(of(id, {})?.outcome).toBe('pass');
  });

  test.each([
    ['book-two-sided', { depth: depthOf(BID, []) }],
    ['book-two-sided', { depth: depthOf([], ASK) }],
    ['book-uncrossed', { depth: depthOf([[4_800, 100]], ASK) }],
    ['book-uncrossed', { depth: depthOf([[4_900, 100]], ASK) }],
    ['book-side', { depth: depthOf(BID, []) }],
    ['book-side', { book: { kind: 'broken', reason: 'gap' } }],
    ['contract-book-live', { book: { kind: 'broken', reason: 'gap' } }],
    ['spot-book-live', { spotBook: { kind: 'broken', reason: 'gap' } }],
    ['strike-set', { market: { ...MARKET, rule: { kind: 'unset', reason: 'soon' } } }],
    ['fee-known', { market: { ...MARKET, fee: { kind: 'unknown', multiplier: 1 } } }],
    ['market-active', { market: { ...MARKET, status: 'inactive' } }],
    ['market-active', { at: MARKET.closeAt }],
    ['market-active', { at: wallMs(MARKET.openAt - 1) }],
    ['operator-left', { operatorLeft: true }],
    ['pending-approval', { marketHasPendingApproval: true }],
    ['not-killed', { killed: true }],
    ['trading-armed', { trading: 'paused' }],
    ['trading-armed', { trading: 'reducing' }],
    ['reconciled', { reconciled: false }],
    ['order-group-ready', { orderGroupReady: false }],
    ['spot-online', { spotOnline: false }],
    ['mode-permits', { mode: 'other' as GateInput['mode'] }],
  ] satisfies [string, Partial<GateInput>][])('I25 %s fails', (id, change) => {
    expect(of(id, change)).toMatchObject({ outcome: 'fail', distance: expect.any(Number) });
    expect(of(id, {})?.outcome).toBe('pass');
  });

  test('I23 a forecast or a fair value of this instant is fresh, one of a millisecond later is not', () => {
    const forecast = (ms: number) =>
      GOOD.forecast === null ? null : { ...GOOD.forecast, at: wallMs(NOW + ms) };
    const fair = (ms: number) => ({ ...FAIR, at: wallMs(NOW + ms) });
    for (const [ms, outcome] of [
      [0, 'pass'],
      [1, 'fail'],
      [-3_000, 'pass'],
      [-3_001, 'fail'],
    ] as const) {
      expect(of('forecast-fresh', { forecast: forecast(ms) })?.outcome).toBe(outcome);
      expect(of('fair-value-available', { fair: fair(ms) })?.outcome).toBe(outcome);
    }
  });

  test('a locked book fails by exactly the one step that is missing', () => {
    expect(of('book-uncrossed', { depth: depthOf([[4_800, 100]], ASK) })?.distance).toBe(-1);
    expect(of('book-uncrossed', {})?.value).toBe(100);
  });
});

describe('beside 0 and 1', () => {
  test('the border is one tick wide on either side, and off the grid nothing is known', () => {
    const { candidate } = decide(GOOD);
    if (candidate === null) throw new Error('the sample enters');
    const at = (value: number, edge: number) =>
      of('near-certainty', {}, { ...candidate, price: price(value), edge })?.outcome;
    for (const value of [100, 9_900])
      expect([at(value, 200), at(value, 201)]).toEqual(['fail', 'pass']);
    for (const value of [200, 9_800]) expect(at(value, 0)).toBe('pass');
    const bare = { market: { ...MARKET, grid: [] } };
    expect(of('near-certainty', bare)?.outcome).toBe('missing');
  });

  test('how long the order travels is told where its edge would be gone, and only there', () => {
    expect(of('latency-horizon', { orderLatencyMs: 60_000 })?.text).toMatch(
      /\(half the edge\) at 60000 ms of order latency$/,
    );
    expect(of('latency-horizon', {})?.text).not.toMatch(/latency/);
  });
});
