// Exits over random books: the reasons, post first then take, never beyond the bound, stopped by nothing but physics.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wallMs } from '#lib/domain/instant.ts';
import { TRADING_STATES } from '#lib/domain/kill.ts';
import type { Order } from '#lib/domain/order.ts';
import { price } from '#lib/domain/price.ts';
import { decide } from './decide.ts';
import { exitPlan } from './exit-plan.ts';
import type { GateInput } from './gate-input.ts';
import { exitsToPull } from './pull-exits.ts';
import { exitOrder, held, LEAVING } from './testing/exit-order.ts';
import { depthOf, GOOD, inputWith, NOW } from './testing/sample-input.ts';

const level = (low: number, high: number) =>
  fc.tuple(
    fc.integer({ min: low, max: high }).map((cent) => cent * 100),
    fc.integer({ min: 1, max: 900 }),
  );
const books = fc
  .record({
    bids: fc.array(level(1, 50), { minLength: 1, maxLength: 5 }),
    asks: fc.array(level(51, 99), { minLength: 1, maxLength: 5 }),
  })
  .map(({ bids, asks }) =>
    depthOf(
      [...bids].sort((a, b) => b[0] - a[0]),
      [...asks].sort((a, b) => a[0] - b[0]),
    ),
  );

describe('why', () => {
  test('hold to settlement is the default, whatever the clock and the volatility say', () => {
    const late = { at: wallMs(GOOD.market.closeAt - 5_000), volatilityRatio: 9 };
    expect(exitPlan(inputWith({ ...late, position: held(500) }))).toBeNull();
  });

  test('leaves on another volatility either way, not while disarmed or out of agreement; on time then, too', () => {
    const regime = { ...GOOD.limits, exitVolatilityRatio: 2 };
    const position = held(500);
    expect(exitPlan(inputWith({ ...LEAVING, position }))?.kind).toBe('time');
    for (const volatilityRatio of [2, 0.5])
      expect(exitPlan(inputWith({ limits: regime, position, volatilityRatio }))?.kind).toBe(
        'regime',
      );
    for (const volatilityRatio of [1.99, 0.51, null])
      expect(exitPlan(inputWith({ limits: regime, position, volatilityRatio }))).toBeNull();
    for (const change of [{ trading: 'disarmed' }, { reconciled: false }] as const) {
      const left = inputWith({ limits: regime, position, volatilityRatio: 2, ...change });
      expect(exitPlan(left)).toBeNull();
      expect(exitPlan(inputWith({ ...LEAVING, position, ...change }))?.kind).toBe('time');
    }
  });

  test('an operator closes in every state of the system that lets anything out', () => {
    for (const trading of TRADING_STATES) {
      const draft = decide(
        inputWith({ trading, reconciled: false, position: held(-500), closeRequestedBy: 'anna' }),
      );
      expect(draft).toMatchObject({ verdict: 'exit', flags: [], intent: { reduceOnly: true } });
    }
  });
});

describe('how', () => {
  test('posts first, never crossing, post-only and short-lived; takes when its time is up, never beyond the bound', () => {
    fc.assert(
      fc.property(
        books,
        fc.integer({ min: 1, max: 3_000 }),
        fc.boolean(),
        fc.integer({ min: 0, max: 12_000 }),
        fc.integer({ min: 1, max: 99 }),
        (depth, size, yes, workedMs, anchor) => {
          const work = { since: wallMs(NOW - workedMs), anchor: price(anchor * 100) };
          const { intent, verdict } = decide(
            inputWith({
              ...LEAVING,
              depth,
              // Without a fair value no gain can be a reason of its own, beyond the bound of this one.
              fair: null,
              position: held(yes ? size : -size),
              exitWork: workedMs === 0 ? null : work,
            }),
          );
          const bid = depth.bids[0]?.price ?? 0;
          const ask = depth.asks[0]?.price ?? 0;
          const best = yes ? bid : ask;
          const from = workedMs === 0 ? best : anchor * 100;
          const isWorse = (at: number) => (yes ? at < from - 300 : at > from + 300);
          if (intent === null) {
            // Nothing is left inside the bound: neither the book nor a post of our own.
            expect(verdict).toBe('hold');
            expect(isWorse(best)).toBe(true);
            return;
          }
          expect(isWorse(intent.price)).toBe(false);
          expect(intent.count).toBeLessThanOrEqual(size);
          expect(intent.side).toBe(yes ? 'ask' : 'bid');
          if (intent.postOnly) {
            expect(workedMs).toBeLessThan(3_000);
            expect(yes ? intent.price > bid : intent.price < ask).toBe(true);
            expect(intent).toMatchObject({ timeInForce: 'good_till_canceled', reduceOnly: false });
            const expiresAt = intent.expiresAt ?? 0;
            expect(expiresAt).toBeGreaterThan(NOW);
            expect(expiresAt).toBeLessThanOrEqual(NOW + 10_000);
          } else expect(intent).toMatchObject({ reduceOnly: true, expiresAt: null });
        },
      ),
      { numRuns: 1_000 },
    );
  });

  test('a market that runs away while the exit is worked is not followed beyond the bound', () => {
    const gone = depthOf([[3_000, 50_000]], [[3_200, 50_000]]);
    const work = { since: wallMs(NOW - 5_000), anchor: price(4_700) };
    const draft = decide(
      inputWith({ ...LEAVING, depth: gone, position: held(500), exitWork: work }),
    );
    expect(draft).toMatchObject({ verdict: 'hold', intent: null });
  });
});

describe('a posted exit', () => {
  const resting = (order: Order, change: Partial<GateInput> = {}) =>
    exitsToPull(inputWith({ ...LEAVING, position: held(500), openOrders: [order], ...change }));

  test('rests while it is patient, and no second one is sent beside it', () => {
    const order = exitOrder();
    expect(order.request.postOnly).toBe(true);
    expect(resting(order)).toEqual([]);
    const draft = decide(inputWith({ ...LEAVING, position: held(500), openOrders: [order] }));
    expect(draft.verdict).toBe('hold');
  });

  test('is pulled when its time is up, its reason is gone, or it is larger than what is held', () => {
    const worked = { since: wallMs(NOW - 3_000), anchor: price(4_700) };
    expect(resting(exitOrder(), { exitWork: worked })).toHaveLength(1);
    expect(resting(exitOrder(), { limits: GOOD.limits })).toHaveLength(1);
    expect(resting(exitOrder({ count: 501 }))).toHaveLength(1);
    expect(resting(exitOrder(), { position: held(-500) })).toHaveLength(1);
    expect(resting(exitOrder(), { position: null })).toHaveLength(1);
  });
});
