// The memory of spot: a jump is seen on its tick, in σ of the forecast made before it, and is not forgotten for 30 s.
import { describe, expect, test } from 'vitest';
import { type WallMs, wallMs } from '#lib/domain/instant.ts';
import { createRecentMoves, type RecentMoves, recentMove, recordSpot } from './recent-move.ts';
import { GOOD, NOW } from './testing/sample-input.ts';

const forecast = GOOD.forecast;
/** One σ over ten seconds of the sample's forecast, as a share. */
const SIGMA = Math.sqrt(1e-9 * 10);
const at = (second: number): WallMs => wallMs(NOW + second * 1000);

/** A second each from 0 to `until`, spot by `midOf`. */
function seconds(until: number, midOf: (second: number) => number | null): RecentMoves {
  const moves = createRecentMoves();
  for (let second = 0; second <= until; second++)
    recordSpot(moves, { midUsd: midOf(second), forecast, at: at(second) });
  return moves;
}

describe('the largest recent move', () => {
  test('is measured between the seconds, on the tick that brings it', () => {
    const moves = seconds(20, () => 90_000);
    const jumped = recentMove(moves, {
      midUsd: 90_000 * Math.exp(-5 * SIGMA),
      at: wallMs(at(20) + 40),
    });
    expect(jumped?.sigmas).toBeCloseTo(-5, 1);
    expect(jumped?.ageMs).toBe(0);
  });

  test('is judged by the forecast before it, not by the one it inflated', () => {
    const moves = createRecentMoves();
    const calm = forecast?.horizons[0];
    if (forecast === null || calm === undefined) throw new Error('the sample has a forecast');
    const wild = { ...forecast, horizons: [{ ...calm, variancePerSecond: 1e-7 }] };
    for (let second = 0; second <= 25; second++) {
      const jumped = second >= 15;
      const midUsd = jumped ? 90_000 * Math.exp(6 * SIGMA) : 90_000;
      recordSpot(moves, { midUsd, forecast: jumped ? wild : forecast, at: at(second) });
    }
    const seen = recentMove(moves, { midUsd: 90_000 * Math.exp(6 * SIGMA), at: at(25) });
    expect(seen?.sigmas).toBeCloseTo(6, 1);
  });

  test('is remembered for 30 s after its ten seconds, with its age, and then forgotten', () => {
    const midOf = (second: number) => (second >= 15 ? 90_000 * Math.exp(5 * SIGMA) : 90_000);
    const seenAt = (second: number) =>
      recentMove(seconds(second, midOf), { midUsd: midOf(second), at: at(second) });
    expect(seenAt(40)?.sigmas).toBeCloseTo(5, 1);
    expect(seenAt(40)?.ageMs).toBeGreaterThan(15_000);
    expect(Math.abs(seenAt(56)?.sigmas ?? Number.NaN)).toBeLessThan(1e-6);
  });

  test('F01 is not known without a mid now, ten seconds ago, or a forecast then', () => {
    const calm = seconds(20, () => 90_000);
    expect(recentMove(calm, { midUsd: null, at: at(20) })).toBeNull();
    expect(
      recentMove(
        seconds(9, () => 90_000),
        { midUsd: 90_000, at: at(9) },
      ),
    ).toBeNull();
    const holed = seconds(20, (second) => (second < 14 ? 90_000 : null));
    expect(recentMove(holed, { midUsd: 90_000, at: at(26) })).toBeNull();
    const blind = createRecentMoves();
    for (let second = 0; second <= 20; second++)
      recordSpot(blind, { midUsd: 90_000, forecast: null, at: at(second) });
    expect(recentMove(blind, { midUsd: 90_000, at: at(20) })).toBeNull();
  });

  test('F96 samples of a clock that stepped back are forgotten, and memory stays bounded', () => {
    const moves = seconds(300, () => 90_000);
    expect(moves.samples.length).toBeLessThanOrEqual(41);
    recordSpot(moves, { midUsd: 90_000, forecast, at: at(100) });
    expect(moves.samples).toHaveLength(1);
  });
});
