// The way out, border by border: when patience ends, how far the price may go, what counts as a reason, what it is worth.
import { describe, expect, test } from 'vitest';
import { signedCount } from '#lib/domain/count.ts';
import { FRESHNESS_MS } from '#lib/domain/freshness.ts';
import { marketTicker } from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import { money, NO_MONEY } from '#lib/domain/money.ts';
import { price } from '#lib/domain/price.ts';
import { exitPlan } from './exit-plan.ts';
import type { GateInput } from './gate-input.ts';
import { depthOf, FAIR, GOOD, inputWith, MARKET, NOW, TICKER } from './testing/sample-input.ts';

function held(contracts: number): GateInput['position'] {
  const flat = { cost: money(0), fees: NO_MONEY, realised: NO_MONEY, settled: false };
  return { ticker: TICKER, contracts: signedCount(contracts), ...flat };
}

const LIMITS = {
  ...GOOD.limits,
  ...{ exitBeforeCloseSeconds: 3_600, exitSlippage: 300, exitPassiveSeconds: 3 },
  closePassiveSeconds: 5,
};
/** 5 YES are to be left on time, without a fair value. */
const leaving = (change: Partial<GateInput> = {}) =>
  exitPlan(inputWith({ limits: LIMITS, position: held(500), fair: null, ...change }));
const asked = (change: Partial<GateInput> = {}) => leaving({ closeRequestedBy: 'anna', ...change });
const worked = (ms: number, anchor = 4_700) => ({
  exitWork: { since: wallMs(NOW - ms), anchor: price(anchor) },
});
const styleOf = (plan: ReturnType<typeof exitPlan>) => plan?.candidate.style ?? null;

describe('patience', () => {
  test.each([
    ['its own', leaving, 3_000],
    ["an operator's", asked, 5_000],
  ] as const)('%s: posts until its seconds are over, then takes', (_, plan, patienceMs) => {
    expect(styleOf(plan())).toBe('make');
    expect(styleOf(plan(worked(patienceMs - 1)))).toBe('make');
    expect(styleOf(plan(worked(patienceMs)))).toBe('take');
    // A post needs two seconds of life beyond its patience before the close.
    const closing = (leftMs: number) => ({
      market: { ...MARKET, closeAt: wallMs(NOW + leftMs) },
    });
    expect(styleOf(plan(closing(patienceMs + 2_001)))).toBe('make');
    expect(styleOf(plan(closing(patienceMs + 2_000)))).toBe('take');
  });

  test('a killed account takes at once: what is posted is not reduce-only', () => {
    expect(styleOf(asked({ killed: true, trading: 'killed' }))).toBe('take');
  });

  test('a book of one side, or a crossed one, is no place to post: what it offers is taken', () => {
    const bids = [[4_700, 50_000]] as const;
    expect(styleOf(leaving({ depth: depthOf(bids, []) }))).toBe('take');
    expect(styleOf(leaving({ depth: depthOf(bids, [[4_700, 50_000]]) }))).toBe('take');
    expect(leaving({ depth: depthOf([], [[4_800, 50_000]]) })).toBeNull();
  });
});

describe('the price of a post', () => {
  const post = (contracts: number, bid: number, ask: number, anchor?: number) =>
    leaving({
      ...{ position: held(contracts), ...(anchor === undefined ? {} : worked(1, anchor)) },
      depth: depthOf([[bid, 50_000]], [[ask, 50_000]]),
    })?.candidate;

  test('is the mid, or behind it on the grid, and the own side where there is no room', () => {
    // The grid of the sample is whole cents.
    expect(post(500, 4_400, 4_800)).toMatchObject({ side: 'ask', price: 4_600, style: 'make' });
    expect(post(-500, 4_400, 4_800)).toMatchObject({ side: 'bid', price: 4_600, style: 'make' });
    expect(post(500, 4_400, 4_700)?.price).toBe(4_600);
    expect(post(-500, 4_400, 4_700)?.price).toBe(4_500);
    expect(post(500, 4_700, 4_800)?.price).toBe(4_800);
    expect(post(-500, 4_700, 4_800)?.price).toBe(4_700);
  });

  test('is never beyond the bound of three cents from where the exit began, and at the bound it stands', () => {
    expect(post(500, 4_400, 4_800, 4_900)).toMatchObject({ price: 4_600, style: 'make' });
    expect(post(500, 4_400, 4_800, 5_000)).toBeUndefined();
    expect(post(-500, 4_400, 4_800, 4_300)).toMatchObject({ price: 4_600, style: 'make' });
    expect(post(-500, 4_400, 4_800, 4_200)).toBeUndefined();
  });

  test('is judged by the whole position, the fee of a maker, and without a fair value by the market', () => {
    expect(post(-700, 4_400, 4_800)).toMatchObject({
      ...{ count: 700, marketProbability: 0.46, fairProbability: 0.46 },
    });
    // A maker pays nothing here.
    expect(post(500, 4_400, 4_800)).toMatchObject({ feePerContract: 0, edge: 0, rawEdge: 0 });
  });
});

describe('the price of a take', () => {
  const deep = depthOf(
    [
      [4_700, 200],
      [4_500, 200],
      [4_400, 200],
      [4_300, 200],
    ],
    [
      [4_800, 200],
      [5_000, 200],
      [5_100, 200],
      [5_200, 200],
    ],
  );
  const take = (contracts: number, anchor?: number) =>
    leaving({
      ...{ position: held(contracts), depth: deep },
      exitWork: {
        since: wallMs(NOW - 9_000),
        anchor: price(anchor ?? (contracts > 0 ? 4_700 : 4_800)),
      },
    })?.candidate;

  test('goes three cents from where the exit began, and no further however much is left', () => {
    expect(take(1_000)).toMatchObject({ side: 'ask', count: 600, price: 4_400, style: 'take' });
    expect(take(-1_000)).toMatchObject({ side: 'bid', count: 600, price: 5_100, style: 'take' });
    expect(take(300)).toMatchObject({ count: 300, price: 4_500 });
    expect(take(1_000, 4_600)).toMatchObject({ count: 800, price: 4_300 });
    expect(take(1_000, 5_001)).toBeUndefined();
    // Without a fair value there is no edge in leaving, only its fee.
    const { feePerContract = 0, edge, rawEdge } = take(300) ?? {};
    expect(feePerContract).toBeGreaterThan(100);
    expect([edge, rawEdge]).toEqual([-feePerContract, -feePerContract]);
  });

  test('a bound between two prices of the grid is the nearer one to where it began', () => {
    const market = { ...MARKET, grid: [{ start: price(0), end: price(10_000), step: 200 }] };
    const at = (contracts: number) =>
      leaving({
        ...{ market, position: held(contracts), depth: deep },
        exitWork: { since: wallMs(NOW - 9_000), anchor: price(4_800) },
      })?.candidate;
    // 4,500 and 5,100 themselves are not on this grid: 4,600 and 5,000 are.
    expect(at(1_000)).toMatchObject({ count: 200, price: 4_700 });
    expect(at(-1_000)).toMatchObject({ count: 400, price: 5_000 });
  });
});

describe('reasons', () => {
  const plain = { limits: GOOD.limits, position: held(-500), fair: FAIR };

  test('on time: from the very second on, with the seconds in words', () => {
    const limits = { ...LIMITS, exitBeforeCloseSeconds: 60 };
    const left = (ms: number) =>
      leaving({ limits, market: { ...MARKET, closeAt: wallMs(NOW + ms) } });
    expect(left(60_001)).toBeNull();
    expect(left(60_000)).toMatchObject({ kind: 'time', reason: '60 s to the close' });
    expect(left(1_999)?.reason).toBe('1 s to the close');
    expect(left(-5_000)?.reason).toBe('0 s to the close');
    expect(leaving({ limits: { ...limits, exitBeforeCloseSeconds: 0 } })).toBeNull();
  });

  test('on another volatility: with its ratio in words, and never when the limit is off', () => {
    const limits = { ...GOOD.limits, exitVolatilityRatio: 2 };
    expect(leaving({ limits, volatilityRatio: 2.5 })).toMatchObject({
      ...{ kind: 'regime', reason: 'volatility is 2.50 × that of the entry' },
    });
    expect(leaving({ limits: GOOD.limits, volatilityRatio: 99 })).toBeNull();
    expect(leaving({ limits, volatilityRatio: Number.NaN })).toBeNull();
  });

  test('an operator comes first, by name', () => {
    expect(asked()).toMatchObject({ kind: 'operator', reason: 'anna asked to close' });
  });

  test('the time that was set is kept in every state but killed, where a flatten leaves', () => {
    for (const trading of ['armed', 'paused', 'reducing', 'disarmed'] as const)
      expect(leaving({ trading })?.kind).toBe('time');
    expect(leaving({ trading: 'killed' })).toBeNull();
  });

  test('nothing is left where nothing is held, the market is settled, or the book is not live', () => {
    const position = held(500);
    expect(asked({ position: held(0) })).toBeNull();
    expect(
      asked({ position: position === null ? null : { ...position, settled: true } }),
    ).toBeNull();
    expect(asked({ book: { kind: 'broken', reason: 'gap' } })).toBeNull();
  });

  test('a fair value gives a position away only while it is of this market, fresh and whole', () => {
    // Short at 48 ¢ of a contract worth 30 ¢ less than the ask: the market pays for nothing but waiting.
    const cheap = depthOf([[2_000, 50_000]], [[2_100, 50_000]]);
    const plan = (fair: Partial<typeof FAIR>) =>
      exitPlan(inputWith({ ...plain, depth: cheap, fair: { ...FAIR, ...fair } }));
    expect(plan({})).toMatchObject({ kind: 'edge', candidate: { side: 'bid', style: 'take' } });
    expect(plan({})?.reason).toMatch(/^closing now beats holding by /);
    expect(plan({ at: wallMs(NOW - FRESHNESS_MS.forecast) })?.kind).toBe('edge');
    expect(plan({ at: wallMs(NOW - FRESHNESS_MS.forecast - 1) })).toBeNull();
    expect(plan({ at: wallMs(NOW + 1) })).toBeNull();
    expect(plan({ ticker: marketTicker('other') })).toBeNull();
    expect(plan({ window: { ...FAIR.window, missingCount: 1 } })).toBeNull();
    // With one side gone the blend is the model alone, whatever weight it has earned.
    const alone = { ...FAIR.views, market: null, weight: 1 };
    expect(plan({ views: alone })).toBeNull();
    expect(asked({ fair: { ...FAIR, views: alone } })?.kind).toBe('operator');
  });

  test('an edge is taken at its margin and not a hair below, and only as deep as it pays', () => {
    const depth = depthOf(
      [[4_000, 50_000]],
      [
        [4_900, 200],
        [5_000, 200],
        [5_600, 200],
      ],
    );
    const plan = (exitEdge: number) =>
      exitPlan(inputWith({ ...plain, depth, limits: { ...GOOD.limits, exitEdge } }))?.candidate;
    const all = plan(0);
    expect(all).toMatchObject({ count: 400, price: 5_000 });
    // The believed edge of the second level after its fee is the margin at which it drops out.
    const only = exitPlan(
      inputWith({
        ...plain,
        position: held(-100),
        depth: depthOf([], [[5_000, 100]]),
        limits: { ...GOOD.limits, exitEdge: 0 },
      }),
    )?.candidate;
    const border = only?.edge ?? Number.NaN;
    expect(border).toBeGreaterThan(0);
    expect(plan(border)).toMatchObject({ count: 400, price: 5_000 });
    expect(plan(border + 1e-6)).toMatchObject({ count: 200, price: 4_900 });
    expect(plan(9_000)).toBeUndefined();
  });
});
