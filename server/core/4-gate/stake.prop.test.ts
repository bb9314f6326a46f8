// The stake: a quarter of k·f*, less in doubt, less when the ladder has its bet already, nothing when the monitors say so.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { btcCents } from '#lib/domain/btc.ts';
import { money } from '#lib/domain/money.ts';
import { probability } from '#lib/domain/probability.ts';
import { believedShare } from './edge.ts';
import type { GateInput } from './gate-input.ts';
import { positionLeg } from './ladder.ts';
import { costOfOne, kellyContracts, kellyShare, type PricedSide } from './stake.ts';
import { FAIR, inputWith, MARKET } from './testing/sample-input.ts';

/** Half width of the band that has a standard error of `noise` (1e-4 $). */
function noisy(noise: number): GateInput {
  const half = (noise * 1.2815515655446004) / 10_000;
  const around = 0.5;
  return inputWith({
    fair: { ...FAIR, low: probability(around - half), high: probability(around + half) },
  });
}

const noise = fc.double({ min: 0, max: 2_000, noNaN: true });
const priced: fc.Arbitrary<PricedSide & { readonly gross: number }> = fc
  .record({
    side: fc.constantFrom('bid', 'ask'),
    price: fc.integer({ min: 100, max: 9_900 }),
    fee: fc.integer({ min: 0, max: 175 }),
    gross: fc.double({ min: 0, max: 3_000, noNaN: true }),
  })
  .map((each) => ({ ...each, rawEdge: each.gross - each.fee, edge: each.gross - each.fee }));

describe('the share put at risk', () => {
  test('is never more than ¼·k·f*, and exactly that while the believed edge allows it', () => {
    fc.assert(
      fc.property(priced, noise, (side, error) => {
        const input = noisy(error);
        const cost = costOfOne(side);
        const full = side.rawEdge / (10_000 - cost);
        const bound = Math.max(0, 0.25 * believedShare(side.rawEdge, error) * full);
        if (cost >= 10_000) return;
        expect(kellyShare(input, side)).toBeCloseTo(bound, 9);
        const believed = {
          ...side,
          edge: believedShare(side.gross, error) * side.gross - side.fee,
        };
        expect(kellyShare(input, believed)).toBeLessThanOrEqual(bound + 1e-12);
      }),
    );
  });

  test('grows with the edge and shrinks with the doubt', () => {
    fc.assert(
      fc.property(
        priced,
        noise,
        fc.double({ min: 0, max: 500, noNaN: true }),
        (side, error, more) => {
          const share = kellyShare(noisy(error), side);
          const better = { ...side, rawEdge: side.rawEdge + more, edge: side.edge + more };
          expect(kellyShare(noisy(error), better)).toBeGreaterThanOrEqual(share - 1e-12);
          expect(kellyShare(noisy(error + more), side)).toBeLessThanOrEqual(share + 1e-12);
        },
      ),
    );
  });

  test("the winner's curse: k is between nothing and everything, half where edge and error are alike", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 5_000, noNaN: true }), noise, (edge, error) => {
        const share = believedShare(edge, error);
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1);
        expect(believedShare(edge, edge)).toBeCloseTo(0.5);
      }),
    );
    expect(believedShare(100, -1)).toBe(0);
    expect(believedShare(100, Number.NaN)).toBe(0);
  });
});

describe('the contracts a stake buys', () => {
  const good: PricedSide = { side: 'bid', price: 4_800, fee: 200, rawEdge: 510, edge: 500 };
  const rule = (at: number) => ({ kind: 'above', strike: btcCents(at) }) as const;
  const rich = { cash: money(10_000_000_000), limits: { ...inputWith({}).limits } };

  test('half under a calibration warning, none under a stop, none without monitors', () => {
    const of = (stakeFactor: 0 | 0.5 | 1) =>
      kellyContracts(
        inputWith({ signalHealth: { stakeFactor, alarms: [], inputsInRange: true } }),
        good,
      );
    expect(of(0.5)).toBeCloseTo(of(1) / 2);
    expect(of(0)).toBe(0);
    expect(kellyContracts(inputWith({ signalHealth: null }), good)).toBe(0);
  });

  test('a second strike the same way is the same bet; one the other way is not', () => {
    const strike = MARKET.rule.kind === 'above' ? MARKET.rule.strike : 0;
    const alone = kellyContracts(inputWith(rich), good);
    const staked = 20_000_000;
    const beside = (contracts: number, at: number) => ({
      ...rich,
      exposures: { market: money(0), event: money(staked), series: money(0), total: money(staked) },
      ladder: [positionLeg(rule(at), { contracts, cost: staked })],
    });
    const same = kellyContracts(inputWith(beside(4_000, strike + 10_000)), good);
    expect(same).toBeCloseTo(alone - staked / (costOfOne(good) * 100));
    const other = kellyContracts(inputWith(beside(-4_000, strike)), good);
    expect(other).toBeCloseTo(alone);
    const unknown = kellyContracts(inputWith({ ...beside(-4_000, strike), ladder: null }), good);
    expect(unknown).toBeCloseTo(same);
  });
});
