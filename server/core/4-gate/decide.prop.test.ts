// Properties of the gate over random worlds: closed on anything missing, one verdict, exits never blocked by policy.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { count, signedCount } from '#lib/domain/count.ts';
import { isOnGrid } from '#lib/domain/grid.ts';
import { TRADING_STATES } from '#lib/domain/kill.ts';
import type { Position } from '#lib/domain/ledger.ts';
import { DEFAULT_LIMITS } from '#lib/domain/limits.ts';
import { money } from '#lib/domain/money.ts';
import { probability } from '#lib/domain/probability.ts';
import { VERDICTS } from '#lib/domain/verdict.ts';
import { CHECKS } from './checks.ts';
import { decide } from './decide.ts';
import type { GateInput } from './gate-input.ts';
import { depthOf, FAIR, GOOD, inputWith, NOW, TICKER } from './testing/sample-input.ts';

/** Everything that may be missing or wrong, each one enough to keep us out. */
const SPOILERS: readonly (readonly [string, Partial<GateInput>])[] = [
  ['no fair value', { fair: null, fairReason: 'no forecast' }],
  ['no forecast', { forecast: null }],
  ['no exchange status', { exchange: null }],
  ['no clock offset', { clockOffsetMs: null }],
  ['no host health', { host: null }],
  ['no exposures', { exposures: null }],
  ['no cash', { cash: null }],
  ['no result of the day', { dayPnl: null }],
  ['no gross result', { dayGross: null }],
  ['no drawdown', { drawdown: null }],
  ['no streak', { lossStreak: null }],
  ['no recent mid', { recentMid: null }],
  ['empty book', { depth: { bids: [], asks: [] } }],
  ['no bid', { depth: { bids: [], asks: GOOD.depth.asks } }],
  ['crossed book', { depth: depthOf([[4_900, 50_000]], [[4_800, 50_000]]) }],
  ['waiting book', { book: { kind: 'waiting', reason: 'snapshot' } }],
  ['broken spot book', { spotBook: { kind: 'broken', reason: 'crc' } }],
  ['disarmed', { trading: 'disarmed' }],
  ['paused', { trading: 'paused' }],
  ['killed', { killed: true }],
  ['not reconciled', { reconciled: false }],
  ['no order group', { orderGroupReady: false }],
  ['Kraken not online', { spotOnline: false }],
  ['market inactive', { market: { ...GOOD.market, status: 'inactive' } }],
  ['market over', { at: GOOD.market.closeAt }],
  ['strike unset', { market: { ...GOOD.market, rule: { kind: 'unset', reason: 'soon' } } }],
  ['fee unknown', { market: { ...GOOD.market, fee: { kind: 'unknown', multiplier: 1 } } }],
  ['day lost', { dayPnl: money(-DEFAULT_LIMITS.maxDayLoss) }],
  ['cash gone', { cash: money(0) }],
  ['too many orders', { ordersLastMinute: DEFAULT_LIMITS.maxOrdersPerMinute }],
  ['offer waiting', { marketHasPendingApproval: true, pendingApprovals: 1 }],
  ['queue full', { pendingApprovals: DEFAULT_LIMITS.maxPendingApprovals }],
  ['clock off', { clockOffsetMs: -1_001 }],
  ['fair value of the future', { fair: { ...FAIR, at: (NOW + 1) as typeof NOW } }],
  ['print missing', { fair: { ...FAIR, window: { ...FAIR.window, missingCount: 1 } } }],
  ['unsure', { fair: { ...FAIR, confidence: probability(0.49) } }],
  ['no memory of spot', { recentMove: null }],
  ['no memory of the forecast', { forecastChange: null }],
  ['spot has jumped', { recentMove: { sigmas: 5, ageMs: 3_000 } }],
  [
    'forecast has leapt',
    { forecastChange: { logChange: 3.4, fromVolatility: 0.25, toVolatility: 1.38 } },
  ],
  ['orders take ages', { orderLatencyMs: 60_000 }],
  ['monitors silent', { signalHealth: null }],
  ['drift alarm', { signalHealth: { stakeFactor: 1, alarms: ['PSI'], inputsInRange: true } }],
  ['calibration lost', { signalHealth: { stakeFactor: 0, alarms: [], inputsInRange: true } }],
  ['input out of range', { signalHealth: { stakeFactor: 1, alarms: [], inputsInRange: false } }],
  ['no weight', { fair: { ...FAIR, views: { ...FAIR.views, weight: 0 } } }],
  [
    'event ahead',
    {
      limits: {
        ...GOOD.limits,
        blackouts: [{ from: NOW, to: GOOD.market.closeAt, label: 'FOMC' }],
      },
    },
  ],
  [
    'ladder staked',
    {
      exposures: { market: money(0), event: money(90_000_000), series: money(0), total: money(0) },
    },
  ],
  [
    'suspicious',
    {
      fair: {
        ...FAIR,
        probability: probability(0.9),
        low: probability(0.89),
        high: probability(0.91),
      },
    },
  ],
];

function held(contracts: number): Position {
  return {
    ticker: TICKER,
    contracts: signedCount(contracts),
    cost: money(Math.abs(contracts) * 5_000),
    fees: money(0),
    realised: money(0),
    settled: false,
  };
}

const spoilers = fc.subarray([...SPOILERS], { minLength: 0 });
const positions = fc.oneof(
  fc.constant(null),
  fc.integer({ min: -5_000, max: 5_000 }).map((contracts) => held(contracts)),
);

describe('the gate', () => {
  test('enters when everything is well', () => {
    expect(decide(GOOD)).toMatchObject({ verdict: 'enter', intent: { side: 'bid', price: 4_800 } });
  });

  test.each(SPOILERS)('I25 stays out when: %s', (_, change) => {
    const draft = decide(inputWith(change));
    expect(draft.verdict).toBe('flat');
    expect(draft.intent).toBeNull();
    expect(draft.sentence).toMatch(/^flat: .+check/);
  });

  test.each(
    Object.keys(GOOD.feeds).filter((key) => !['kraken-trade', 'forecast', 'engine'].includes(key)),
  )('F01 stays out when %s was never seen or is stale', (key) => {
    for (const age of [null, 60_001])
      expect(decide(inputWith({ feeds: { ...GOOD.feeds, [key]: age } })).verdict).toBe('flat');
  });

  test('ends every evaluation in exactly one verdict, with every check in it', () => {
    fc.assert(
      fc.property(
        spoilers,
        positions,
        fc.constantFrom(...TRADING_STATES),
        (bad, position, trading) => {
          const change = Object.assign({ position, trading }, ...bad.map(([, part]) => part));
          const draft = decide(inputWith(change));
          expect(VERDICTS).toContain(draft.verdict);
          expect(draft.checks).toHaveLength(CHECKS.length);
          expect(new Set(draft.checks.map((check) => check.id)).size).toBe(CHECKS.length);
          expect(draft.intent !== null).toBe(draft.verdict === 'enter' || draft.verdict === 'exit');
          if (draft.verdict === 'enter')
            expect(draft.checks.every((check) => check.outcome === 'pass')).toBe(true);
          if (bad.length > 0 || trading !== 'armed') expect(draft.verdict).not.toBe('enter');
          expect(draft.sentence.startsWith(`${draft.verdict}: `)).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('never blocks an exit by kill, pause, approvals, limits, data age or money', () => {
    const policy = SPOILERS.filter(([name]) =>
      [
        'no exposures',
        'no cash',
        'no host health',
        'no clock offset',
        'no result of the day',
        'no recent mid',
        'disarmed',
        'paused',
        'killed',
        'not reconciled',
        'no order group',
        'day lost',
        'cash gone',
        'too many orders',
        'offer waiting',
        'queue full',
        'clock off',
        'Kraken not online',
        'no fair value',
        'no forecast',
        'broken spot book',
        'unsure',
        'no exchange status',
        'no memory of spot',
        'no memory of the forecast',
        'spot has jumped',
        'forecast has leapt',
        'orders take ages',
        'monitors silent',
        'drift alarm',
        'calibration lost',
        'input out of range',
        'no weight',
        'event ahead',
        'ladder staked',
        'fee unknown',
        'strike unset',
      ].includes(name),
    );
    expect(policy.length).toBeGreaterThan(30);
    fc.assert(
      fc.property(
        fc.subarray([...policy]),
        fc.integer({ min: 1, max: 5_000 }),
        fc.boolean(),
        (bad, size, yes) => {
          const position = held(yes ? size : -size);
          const change = Object.assign({}, ...bad.map(([, part]) => part), {
            position,
            closeRequestedBy: 'trader',
          });
          const draft = decide(inputWith(change));
          expect(draft.verdict).toBe('exit');
          expect(draft.intent).toMatchObject({
            purpose: 'exit',
            side: yes ? 'ask' : 'bid',
            timeInForce: 'immediate_or_cancel',
            reduceOnly: true,
          });
          expect(draft.flags).toEqual([]);
          expect(draft.intent?.count).toBeLessThanOrEqual(size);
        },
      ),
      { numRuns: 300 },
    );
  });

  test.each([
    ['the market is not active', { market: { ...GOOD.market, status: 'inactive' } }],
    ['the market is over', { at: GOOD.market.closeAt }],
    [
      'the exchange is paused',
      { exchange: { exchangeActive: true, tradingActive: false, ageMs: 0 } },
    ],
    ['there is nobody to sell to', { depth: { bids: [], asks: GOOD.depth.asks } }],
    ['the book is broken', { book: { kind: 'broken', reason: 'gap' } }],
  ] satisfies [string, Partial<GateInput>][])(
    'F17 F24 holds and says so when an exit is wanted but %s',
    (_, change) => {
      const draft = decide(
        inputWith({ position: held(500), closeRequestedBy: 'trader', ...change }),
      );
      expect(draft).toMatchObject({ verdict: 'hold', intent: null });
      expect(draft.sentence).toMatch(/^hold: 5 YES cannot be closed now: /);
    },
  );

  test('sizes within every cap and prices on the grid, whatever cash, exposure and depth', () => {
    const level = fc.tuple(
      fc.integer({ min: 1, max: 99 }).map((cent) => cent * 100),
      fc.integer({ min: 1, max: 9_000 }),
    );
    fc.assert(
      fc.property(
        fc.array(level, { maxLength: 6 }),
        fc.array(level, { maxLength: 6 }),
        fc.integer({ min: 0, max: 500_000_000 }),
        fc.integer({ min: 0, max: 60_000_000 }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (bids, asks, cash, used, chance) => {
          const depth = depthOf(
            [...bids].sort((left, right) => right[0] - left[0]),
            [...asks].sort((left, right) => left[0] - right[0]),
          );
          const fair = {
            ...FAIR,
            probability: probability(chance),
            low: probability(Math.max(0, chance - 0.01)),
            high: probability(Math.min(1, chance + 0.01)),
          };
          const exposures = {
            market: money(used),
            event: money(used),
            series: money(used),
            total: money(used),
          };
          const input = inputWith({ depth, cash: money(cash), exposures, fair });
          const { verdict, intent, candidate } = decide(input);
          if (candidate === null) return;
          expect(candidate.count % 100).toBe(0);
          expect(candidate.count).toBeGreaterThanOrEqual(100);
          expect(candidate.edge).toBeLessThanOrEqual(candidate.rawEdge + 1e-9);
          if (verdict !== 'enter' || intent === null) return;
          const unit = intent.side === 'bid' ? intent.price : 10_000 - intent.price;
          const worst = unit * intent.count;
          expect(isOnGrid(GOOD.market.grid, intent.price)).toBe(true);
          expect(worst).toBeLessThanOrEqual(cash);
          expect(used + worst).toBeLessThanOrEqual(DEFAULT_LIMITS.maxMarketExposure);
          expect(intent.count).toBeLessThanOrEqual(DEFAULT_LIMITS.maxOrderCount);
          if (candidate.style === 'take') {
            const hit = intent.side === 'bid' ? depth.asks : depth.bids;
            const there = hit
              .filter((each) =>
                intent.side === 'bid' ? each.price <= intent.price : each.price >= intent.price,
              )
              .reduce((sum, each) => sum + each.size, 0);
            expect(there).toBeGreaterThanOrEqual(intent.count);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  test('holds a position whose market pays less than it is worth, and leaves one that is overpaid', () => {
    expect(decide(inputWith({ position: held(1_000) })).verdict).toBe('hold');
    const overpaid = {
      ...FAIR,
      probability: probability(0.4),
      low: probability(0.395),
      high: probability(0.405),
    };
    const exit = decide(inputWith({ position: held(1_000), fair: overpaid }));
    expect(exit).toMatchObject({
      verdict: 'exit',
      intent: { side: 'ask', price: 4_700, count: 1_000 },
    });
    const cheapNo = decide(inputWith({ position: held(-1_000), fair: FAIR }));
    expect(cheapNo).toMatchObject({ verdict: 'exit', intent: { side: 'bid' } });
  });

  test('does not leave on a fair value that is old, holed or from the future', () => {
    const overpaid = {
      ...FAIR,
      probability: probability(0.4),
      low: probability(0.395),
      high: probability(0.405),
    };
    for (const fair of [
      { ...overpaid, at: (NOW - 3_001) as typeof NOW },
      { ...overpaid, at: (NOW + 1) as typeof NOW },
      { ...overpaid, window: { ...overpaid.window, missingCount: 1 } },
    ])
      expect(decide(inputWith({ position: held(1_000), fair })).verdict).toBe('hold');
  });

  test('says in plain words how far the nearest flip is', () => {
    const thin = {
      ...FAIR,
      probability: probability(0.49),
      low: probability(0.4899),
      high: probability(0.4901),
    };
    const draft = decide(
      inputWith({ fair: thin, limits: { ...GOOD.limits, orderExpirySeconds: 0 } }),
    );
    expect(draft.sentence).toMatch(
      /^flat: edge after fee -0\.8 ¢ is below 1\.0 ¢ \+ half spread, needs \+2\.3 ¢; model 55\.0 %, market 47\.5 %, weight 1; 1 check fails$/,
    );
  });

  test('quotes inside the spread when taking does not pay but the spread does', () => {
    const wide = depthOf([[4_000, 50_000]], [[5_600, 50_000]]);
    const draft = decide(
      inputWith({
        depth: wide,
        fair: {
          ...FAIR,
          probability: probability(0.48),
          low: probability(0.479),
          high: probability(0.481),
          deltaPerUsd: 0.001,
        },
      }),
    );
    expect(draft.candidate).toMatchObject({
      style: 'make',
      side: 'bid',
      price: 4_100,
      feePerContract: 0,
    });
    expect(draft).toMatchObject({
      verdict: 'enter',
      intent: { postOnly: true, timeInForce: 'good_till_canceled', reduceOnly: false },
    });
    expect(draft.intent?.expiresAt).toBeLessThanOrEqual(NOW + 120_000);
  });

  test('I17 counts and prices of every intent are integers', () => {
    const draft = decide(
      inputWith({
        limits: { ...GOOD.limits, maxOrderCount: count(1_234) },
        cash: money(9_000_000_000),
      }),
    );
    expect(Number.isInteger(draft.intent?.count) && Number.isInteger(draft.intent?.price)).toBe(
      true,
    );
    expect(draft.intent?.count).toBe(1_200);
  });
});
