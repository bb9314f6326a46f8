// Every limit at its border: the last good value passes, the first bad one fails that very check and says by how much.
import { describe, expect, test } from 'vitest';
import { btcCents } from '#lib/domain/btc.ts';
import { count, signedCount } from '#lib/domain/count.ts';
import { wallMs } from '#lib/domain/instant.ts';
import type { StrikeRule } from '#lib/domain/market.ts';
import { MODES, type Mode } from '#lib/domain/mode.ts';
import { money } from '#lib/domain/money.ts';
import { price } from '#lib/domain/price.ts';
import { probability } from '#lib/domain/probability.ts';
import type { Candidate } from '#lib/domain/verdict.ts';
import { runChecks } from './checks.ts';
import { decide } from './decide.ts';
import { believedShare } from './edge.ts';
import type { GateInput, SignalStanding } from './gate-input.ts';
import { positionLeg } from './ladder.ts';
import { stakeFor } from './stake.ts';
import { FAIR, GOOD, inputWith, MARKET, NOW, TICKER } from './testing/sample-input.ts';

/** One YES at 48 ¢ with 5 ¢ of edge: worst case 48 ¢ + 2 ¢ fee = $0.50. */
const ONE: Candidate = {
  side: 'bid',
  price: price(4_800),
  count: count(100),
  style: 'take',
  rawEdge: 500,
  edge: 500,
  feePerContract: 200,
  fairProbability: probability(0.55),
  marketProbability: probability(0.475),
};
const HALF_DOLLAR = 500_000;

interface Case {
  readonly good: Partial<GateInput>;
  readonly bad: Partial<GateInput>;
}

function sentLately(change: Partial<GateInput['recentOrders']>): Partial<GateInput> {
  return { recentOrders: { ...GOOD.recentOrders, ...change } };
}

function exposed(market: number, event: number, total: number, series = 0): Partial<GateInput> {
  const room = HALF_DOLLAR;
  return {
    cash: money(10_000_000_000),
    exposures: {
      market: money(market - room),
      event: money(event - room),
      series: money(Math.max(0, series - room)),
      total: money(total - room),
    },
  };
}

function members(spread: number): Partial<GateInput> {
  const [horizon] = GOOD.forecast?.horizons ?? [];
  const [tree] = horizon?.members ?? [];
  if (GOOD.forecast === null || horizon === undefined || tree === undefined)
    throw new Error('the good market has a forecast');
  const other = { ...tree, logVariance: tree.logVariance + spread };
  return { forecast: { ...GOOD.forecast, horizons: [{ ...horizon, members: [tree, other] }] } };
}

const host = (change: Partial<NonNullable<GateInput['host']>>): Partial<GateInput> => ({
  host: GOOD.host === null ? null : { ...GOOD.host, ...change },
});
const exchange = (change: Partial<NonNullable<GateInput['exchange']>>): Partial<GateInput> => ({
  exchange: GOOD.exchange === null ? null : { ...GOOD.exchange, ...change },
});
const feed = (key: keyof GateInput['feeds'], ms: number): Partial<GateInput> => ({
  feeds: { ...GOOD.feeds, [key]: ms },
});
const position = (contracts: number): Partial<GateInput> => ({
  position: {
    ticker: TICKER,
    contracts: signedCount(contracts),
    cost: money(0),
    fees: money(0),
    realised: money(0),
    settled: false,
  },
});
const { limits } = GOOD;

/** Limits that no exposure reaches. */
const wide = {
  ...limits,
  maxMarketExposure: money(9e15),
  maxEventExposure: money(9e15),
  maxSeriesExposure: money(9e15),
  maxTotalExposure: money(9e15),
};

const changed = (logChange: number): GateInput['forecastChange'] => ({
  logChange,
  fromVolatility: 0.25,
  toVolatility: 0.25 * Math.exp(logChange / 2),
});
const blackout = (from: number, to: number): Partial<GateInput> => ({
  limits: { ...limits, blackouts: [{ from: wallMs(from), to: wallMs(to), label: 'CPI' }] },
});
const health = (change: Partial<SignalStanding>): Partial<GateInput> => ({
  signalHealth: { stakeFactor: 1, alarms: [], inputsInRange: true, ...change },
});
const weight = (value: number): Partial<GateInput> => ({
  fair: { ...FAIR, views: { ...FAIR.views, weight: value, evidenceMarkets: 0 } },
});

const BORDERS: Readonly<Record<string, Case>> = {
  'open-guard': {
    good: { at: wallMs(MARKET.openAt + 10_000) },
    bad: { at: wallMs(MARKET.openAt + 9_999) },
  },
  'close-guard': {
    good: { at: wallMs(MARKET.closeAt - 30_000) },
    bad: { at: wallMs(MARKET.closeAt - 29_999) },
  },
  'exchange-status-fresh': { good: exchange({ ageMs: 60_000 }), bad: exchange({ ageMs: 60_001 }) },
  'spot-feed-fresh': { good: feed('kraken-book', 6_000), bad: feed('kraken-connection', 3_001) },
  'index-fresh': { good: feed('index', 1_500), bad: feed('index', 1_501) },
  'contract-feed-fresh': { good: feed('kalshi-book', 15_000), bad: feed('kalshi-book', 15_001) },
  'order-stream-fresh': { good: feed('kalshi-orders', 15_000), bad: feed('kalshi-orders', 15_001) },
  'clock-skew': { good: { clockOffsetMs: -1_000 }, bad: { clockOffsetMs: -1_001 } },
  'store-healthy': { good: {}, bad: host({ storeHealthy: false }) },
  'loop-delay': { good: host({ loopDelayMs: 2_000 }), bad: host({ loopDelayMs: 2_001 }) },
  'watchdog-alive': { good: {}, bad: host({ watchdogAlive: false }) },
  disk: { good: host({ freeDiskBytes: 1e9 }), bad: host({ freeDiskBytes: 1e9 - 1 }) },
  'members-agree': { good: members(1), bad: members(1.01) },
  confidence: {
    good: { fair: { ...FAIR, confidence: probability(0.5) } },
    bad: { fair: { ...FAIR, confidence: probability(0.499) } },
  },
  'price-collar': { good: { recentMid: price(6_800) }, bad: { recentMid: price(6_801) } },
  'price-on-grid': {
    good: {},
    bad: { market: { ...MARKET, grid: [{ start: price(0), end: price(10_000), step: 500 }] } },
  },
  'edge-significant': {
    good: { fair: { ...FAIR, low: probability(0.51), high: probability(0.59) } },
    bad: { fair: { ...FAIR, low: probability(0.5), high: probability(0.6) } },
  },
  edge: {
    good: { limits: { ...limits, minEdge: 450 } },
    bad: { limits: { ...limits, minEdge: 451 } },
  },
  disagreement: {
    good: { limits: { ...limits, maxDisagreement: 0.0751 } },
    bad: { limits: { ...limits, maxDisagreement: 0.0749 } },
  },
  'order-size': {
    good: { limits: { ...limits, maxOrderCount: count(100) } },
    bad: { limits: { ...limits, maxOrderCount: count(99) } },
  },
  'market-exposure': {
    good: exposed(50_000_000, 50_000_000, 50_000_000),
    bad: exposed(50_000_001, 50_000_000, 50_000_000),
  },
  'event-exposure': {
    good: exposed(HALF_DOLLAR, 100_000_000, 100_000_000),
    bad: exposed(HALF_DOLLAR, 100_000_001, 100_000_000),
  },
  'series-exposure': {
    good: exposed(HALF_DOLLAR, HALF_DOLLAR, HALF_DOLLAR, 150_000_000),
    bad: exposed(HALF_DOLLAR, HALF_DOLLAR, HALF_DOLLAR, 150_000_001),
  },
  'total-exposure': {
    good: exposed(HALF_DOLLAR, HALF_DOLLAR, 200_000_000),
    bad: exposed(HALF_DOLLAR, HALF_DOLLAR, 200_000_001),
  },
  cash: {
    good: { cash: money(HALF_DOLLAR), limits: { ...limits, kellyFraction: 1_000 } },
    bad: { cash: money(HALF_DOLLAR - 1), limits: { ...limits, kellyFraction: 1_000 } },
  },
  'day-loss': { good: { dayPnl: money(-49_999_999) }, bad: { dayPnl: money(-50_000_000) } },
  'day-loss-gross': {
    good: { dayGross: money(-44_999_999) },
    bad: { dayGross: money(-45_000_000) },
  },
  drawdown: { good: { drawdown: money(49_999_999) }, bad: { drawdown: money(50_000_000) } },
  'loss-streak': { good: { lossStreak: 7 }, bad: { lossStreak: 8 } },
  'order-burst': {
    good: sentLately({ ordersIn15Seconds: 9 }),
    bad: sentLately({ ordersIn15Seconds: 10 }),
  },
  'contract-burst': {
    good: sentLately({ contractsIn15Seconds: 9_900 }),
    bad: sentLately({ contractsIn15Seconds: 9_901 }),
  },
  'contract-rate': {
    good: sentLately({ contractsInMinute: 19_900 }),
    bad: sentLately({ contractsInMinute: 19_901 }),
  },
  'order-rate': { good: { ordersLastMinute: 19 }, bad: { ordersLastMinute: 20 } },
  'unknown-anywhere': { good: { oldestUnknownMs: 30_000 }, bad: { oldestUnknownMs: 30_001 } },
  'approval-queue': { good: { pendingApprovals: 19 }, bad: { pendingApprovals: 20 } },
  'opposite-position': { good: position(500), bad: position(-500) },
  jump: {
    good: { recentMove: { sigmas: -4, ageMs: 0 } },
    bad: { recentMove: { sigmas: -4.01, ageMs: 29_999 } },
  },
  'forecast-steady': {
    good: { forecastChange: changed(Math.LN2) },
    bad: { forecastChange: changed(-Math.LN2 - 1e-9) },
  },
  'scheduled-event': {
    good: blackout(MARKET.closeAt + 1, MARKET.closeAt + 60_000),
    bad: blackout(MARKET.closeAt, MARKET.closeAt + 60_000),
  },
  'latency-horizon': { good: { orderLatencyMs: 21_600 }, bad: { orderLatencyMs: 21_700 } },
  'drift-alarm': { good: health({}), bad: health({ alarms: ['imbalance has left its range'] }) },
  'inputs-in-range': { good: health({}), bad: health({ inputsInRange: false }) },
  'market-prior': { good: weight(0.01), bad: weight(0.0099) },
  stake: {
    good: { limits: { ...limits, kellyFraction: 0.0504 } },
    bad: { limits: { ...limits, kellyFraction: 0.05 } },
  },
  'shard-known': { good: {}, bad: { market: { ...MARKET, shard: -1 } } },
};

function failed(change: Partial<GateInput>, candidate: Candidate = ONE): string[] {
  return runChecks(inputWith(change), candidate)
    .filter((check) => check.outcome !== 'pass')
    .map((check) => check.id);
}

describe('each check', () => {
  test.each(Object.entries(BORDERS))(
    '%s passes at its border and alone fails past it',
    (id, { good, bad }) => {
      expect(failed(good)).not.toContain(id);
      const clockMoved = bad.at === undefined ? [] : ['forecast-fresh', 'fair-value-available'];
      expect(failed(bad).filter((each) => !clockMoved.includes(each))).toEqual([id]);
      const result = runChecks(inputWith(bad), ONE).find((check) => check.id === id);
      expect(result?.outcome).toBe('fail');
      expect(result?.distance).toBeLessThan(0);
      expect(result?.text.length).toBeGreaterThan(10);
    },
  );

  test('near-certainty wants more than two ticks beside 0 and 1, and nothing elsewhere', () => {
    const beside = {
      ...ONE,
      price: price(9_900),
      feePerContract: 7,
      marketProbability: ONE.fairProbability,
    };
    expect(failed({}, { ...beside, edge: 200 })).toContain('near-certainty');
    expect(failed({}, { ...beside, edge: 201 })).not.toContain('near-certainty');
    expect(failed({}, { ...beside, price: price(9_800), edge: 1 })).not.toContain('near-certainty');
  });

  test('a working order of ours stops an entry, an unknown one says so, and an exit is never doubled', () => {
    const entered = decide(GOOD);
    const request = { ...entered.intent, clientOrderId: 'c' };
    const order = { request, state: 'unknown', note: '' };
    const open = (purpose: string, state: string) =>
      failed({ openOrders: [{ ...order, state, request: { ...request, purpose } }] as never });
    expect(open('enter', 'resting')).toEqual(['working-order']);
    expect(open('enter', 'unknown')).toEqual(['unknown-order', 'working-order']);
    expect(open('exit', 'sent')).toEqual(['working-order', 'duplicate-exit']);
  });

  test('a fallback forecast trades, but never silently', () => {
    const forecast = GOOD.forecast === null ? null : { ...GOOD.forecast, fallback: 'EWMA' };
    const note = runChecks(inputWith({ forecast }), ONE).find(
      (each) => each.id === 'forecast-source',
    );
    expect(note).toMatchObject({ outcome: 'pass', text: 'WARNING, fallback forecast: EWMA' });
  });

  test('I24 not-a-number is never a pass', () => {
    expect(failed({}, { ...ONE, edge: Number.NaN })).toContain('edge');
    expect(failed({ clockOffsetMs: Number.NaN })).toContain('clock-skew');
  });
});

describe('when not to trade (models §D3)', () => {
  const textOf = (id: string, change: Partial<GateInput>) =>
    runChecks(inputWith(change), ONE).find((check) => check.id === id)?.text;

  test('a jump says when, how large and what it did to the forecast', () => {
    const forecastChange = { logChange: 3.4, fromVolatility: 0.25, toVolatility: 1.38 };
    const change = { recentMove: { sigmas: -4.6, ageMs: 12_000 }, forecastChange };
    expect(textOf('jump', change)).toBe('jump 12 s ago: −4.6 σ; forecast went from 25 % to 138 %');
    expect(textOf('forecast-steady', change)).toBe('forecast went from 25 % to 138 % within 60 s');
  });

  test('I33 demo and live enter nothing without a calendar that reaches past the close, sim and replay need none', () => {
    const { closeAt } = MARKET;
    const until = (mode: Mode, calendarUntil: number | null): Partial<GateInput> => ({
      mode,
      limits: { ...limits, calendarUntil: calendarUntil === null ? null : wallMs(calendarUntil) },
    });
    const outcomeOf = (change: Partial<GateInput>) =>
      runChecks(inputWith(change), ONE).find((check) => check.id === 'calendar-known')?.outcome;
    for (const mode of MODES) {
      const isReal = mode === 'demo' || mode === 'live';
      expect([mode, outcomeOf(until(mode, null))]).toEqual([mode, isReal ? 'missing' : 'pass']);
      expect([mode, outcomeOf(until(mode, NOW - 1))]).toEqual([mode, isReal ? 'fail' : 'pass']);
      expect([mode, outcomeOf(until(mode, closeAt - 1))]).toEqual([mode, isReal ? 'fail' : 'pass']);
      expect([mode, outcomeOf(until(mode, closeAt))]).toEqual([mode, 'pass']);
    }
    expect(textOf('calendar-known', until('live', null))).toContain(
      'give blackouts and calendarUntil',
    );
    expect(textOf('calendar-known', until('live', closeAt - 60_000))).toContain(
      'ends 60.0 s before',
    );
  });

  test('I32 the price collar is a limit like any other', () => {
    const near = { limits: { ...limits, priceCollar: 0 }, recentMid: ONE.price };
    expect(failed(near)).not.toContain('price-collar');
    const off = price(ONE.price + 1);
    expect(failed({ ...near, recentMid: off })).toContain('price-collar');
  });

  test('an empty list of events is named as such', () => {
    expect(textOf('scheduled-event', {})).toBe('no scheduled event is named');
    const past = blackout(NOW - 120_000, NOW - 1);
    expect(textOf('scheduled-event', past)).toBe('no scheduled event before the close');
    expect(textOf('scheduled-event', blackout(NOW - 120_000, NOW))).toBe(
      'CPI from 14:58 UTC to 15:00 UTC lies before the close',
    );
  });

  test('calibration: half the stake is a note, none stops', () => {
    expect(failed(health({ stakeFactor: 0.5 }))).toEqual([]);
    expect(textOf('calibration-stop', health({ stakeFactor: 0.5 }))).toMatch(/^WARNING/);
    expect(failed(health({ stakeFactor: 0 }))).toEqual(['calibration-stop', 'stake']);
  });

  test('without evidence the sentence says that we agree with the market', () => {
    const fair = {
      ...FAIR,
      probability: probability(0.4601),
      views: { ...FAIR.views, weight: 0, evidenceMarkets: 0, market: probability(0.4601) },
    };
    expect(decide(inputWith({ fair })).sentence).toMatch(
      /^flat: own model has no weight yet: 0 settled markets; we agree with the market at 46 %; \d+ checks fail/,
    );
  });

  test('a model worlds apart from the market is refused even when a small weight hides it', () => {
    const views = { ...FAIR.views, combined: probability(0.95), weight: 0.1 };
    expect(failed({ fair: { ...FAIR, views } })).toEqual(['disagreement']);
  });

  test('a quote must earn more than its fills cost, as measured', () => {
    const quote = { ...ONE, style: 'make', price: price(4_700), feePerContract: 0 } as const;
    const costly = (ratio: number) => ({
      adverseSelection: { bid: { ratio, fills: 7 }, ask: { ratio: 1, fills: 0 } },
    });
    const of = (ratio: number) =>
      runChecks(inputWith(costly(ratio)), quote).find((check) => check.id === 'quote-spread');
    // Half spread 0.5 ¢; the expected move is 0.76 ¢.
    expect(of(0.6)?.outcome).toBe('pass');
    expect(of(0.7)?.outcome).toBe('fail');
    expect(of(0.7)?.text).toMatch(/adverse selection measured on 7 fills since start$/);
    expect(failed(costly(50))).toEqual([]);
  });

  test.each([
    ['jump', { recentMove: null }],
    ['forecast-steady', { forecastChange: null }],
    ['latency-horizon', { forecast: null }],
    ['drift-alarm', { signalHealth: null }],
    ['calibration-stop', { signalHealth: null }],
    ['inputs-in-range', { signalHealth: null }],
    ['market-prior', { fair: null }],
    ['edge-significant', { fair: { ...FAIR, low: FAIR.high, high: FAIR.low } }],
  ] satisfies [string, Partial<GateInput>][])(
    '%s is missing, not passed, without its input',
    (id, change) => {
      const result = runChecks(inputWith(change), ONE).find((check) => check.id === id);
      expect(result).toMatchObject({ outcome: 'missing', value: null, distance: null });
      expect(decide(inputWith(change)).verdict).toBe('flat');
    },
  );

  test('I6 one bet per ladder: the event is judged by its joint worst case, by the sum where a strike is unset', () => {
    const strike = btcCents(8_500_000);
    const leg = (rule: StrikeRule) => positionLeg(rule, { contracts: -100, cost: 500_000 });
    const event = (rule: StrikeRule) =>
      runChecks(
        inputWith({ ...exposed(HALF_DOLLAR, 1_000_000, HALF_DOLLAR), ladder: [leg(rule)] }),
        ONE,
      ).find((check) => check.id === 'event-exposure')?.value;
    // Short above, long below: where one loses the other pays, or (not filled) has cost nothing.
    expect(event({ kind: 'above', strike })).toBe(500_000);
    // Short below, long above: between the strikes both lose.
    expect(event({ kind: 'above', strike: btcCents(8_000_000) })).toBe(1_000_000);
    expect(event({ kind: 'unset', reason: 'soon' })).toBe(1_000_000);
  });

  test("the venue's accountability level of a strike is a limit of its own", () => {
    const verdict = (market: number) =>
      runChecks(inputWith({ ...exposed(market, 1e12, 1e12, 1e12), limits: wide }), ONE).find(
        (check) => check.id === 'accountability',
      )?.outcome;
    expect(verdict(1e12)).toBe('pass');
    expect(verdict(1e12 + 1)).toBe('fail');
  });

  test('only what is physical stands in the way of an exit', () => {
    const blocking = runChecks(GOOD, ONE).filter((check) => check.blocksExit);
    expect(blocking.map((check) => check.id)).toEqual([
      'market-active',
      'exchange-trading',
      'book-side',
      'price-on-grid',
      'duplicate-exit',
    ]);
  });
});

describe('edge and stake', () => {
  test("the winner's curse: half the edge is believed when its error is as large, none of a loss is forgiven", () => {
    expect(believedShare(200, 200)).toBe(0.5);
    expect(believedShare(300, 100)).toBeCloseTo(0.9);
    expect(believedShare(-200, 200)).toBe(1);
    expect(believedShare(200, 0)).toBe(1);
  });

  test('quarter Kelly on a hundred dollars: 5 ¢ of edge at a cost of 50 ¢ stakes 2.5 %', () => {
    const priced = { side: 'bid', price: 4_800, fee: 200, rawEdge: 510, edge: 500 } as const;
    expect(stakeFor(GOOD, priced)).toBe(500);
    const rich = { cash: money(1_000_000_000), limits: { ...limits, maxOrderCount: count(5_000) } };
    expect(stakeFor(inputWith(rich), priced)).toBe(5_000);
    expect(stakeFor(inputWith({ cash: rich.cash }), priced)).toBe(limits.maxOrderCount);
  });

  test.each(['market', 'event', 'series', 'total'] as const)(
    'the room left under the %s limit caps the stake',
    (scope) => {
      const limit = {
        market: 50_000_000,
        event: 100_000_000,
        series: 150_000_000,
        total: 200_000_000,
      }[scope];
      const none = { market: money(0), event: money(0), series: money(0), total: money(0) };
      const exposures = { ...none, [scope]: money(limit - 3 * HALF_DOLLAR) };
      const priced = { side: 'ask', price: 5_200, fee: 200, rawEdge: 500, edge: 500 } as const;
      const large = { ...limits, kellyFraction: 10 };
      const input = inputWith({ cash: money(1_000_000_000), exposures, limits: large });
      expect(stakeFor(input, priced)).toBe(300);
    },
  );

  test('says yes to the fair market of the sample at its own instant', () => {
    expect(decide(inputWith({ at: NOW })).verdict).toBe('enter');
  });
});
