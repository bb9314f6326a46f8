// The median the price collar leans on (F10): of how many seconds, of which books, and what a bad print or clock does.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { marketTicker } from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import { createRecentMids, forgetMids, recentMid, recordMid } from './recent-mid.ts';
import { depthOf, NOW, TICKER } from './testing/sample-input.ts';

const later = (seconds: number) => wallMs(NOW + Math.round(seconds * 1_000));
const around = (mid: number) => depthOf([[mid - 50, 100]], [[mid + 50, 100]]);

/** Mids one second apart, the first at 0 s. */
function seen(...list: readonly number[]) {
  const mids = createRecentMids();
  list.forEach((mid, i) => {
    recordMid(mids, { ticker: TICKER, depth: around(mid), at: later(i) });
  });
  return mids;
}

describe('the recent mid', () => {
  test('is the median: fewer than half of the seconds cannot move it past the others', () => {
    const honest = fc.array(fc.integer({ min: 40, max: 60 }), { minLength: 3, maxLength: 15 });
    fc.assert(
      fc.property(honest, fc.nat(), (cents, at) => {
        const list = cents.map((cent) => cent * 100);
        const spikes = Array.from({ length: Math.ceil(list.length / 2) - 1 }, () => 9_900);
        const cut = at % (list.length + 1);
        const all = [...list.slice(0, cut), ...spikes, ...list.slice(cut)];
        const median = recentMid(seen(...all), TICKER, later(all.length)) ?? 0;
        expect(median).toBeGreaterThanOrEqual(Math.min(...list));
        expect(median).toBeLessThanOrEqual(Math.max(...list));
      }),
    );
    expect(recentMid(seen(4_500, 5_000, 4_600), TICKER, later(2))).toBe(4_600);
  });

  test('is of the last thirty seconds, and not known without one', () => {
    const mids = seen(4_500);
    expect(recentMid(mids, TICKER, later(30))).toBe(4_500);
    expect(recentMid(mids, TICKER, later(30.001))).toBeNull();
    expect(recentMid(mids, marketTicker('other'), later(1))).toBeNull();
    forgetMids(mids, TICKER);
    expect(recentMid(mids, TICKER, later(1))).toBeNull();
  });

  test('looks once a second and remembers thirty looks', () => {
    const mids = seen(4_500);
    recordMid(mids, { ticker: TICKER, depth: around(5_000), at: later(0.999) });
    expect(recentMid(mids, TICKER, later(1))).toBe(4_500);
    recordMid(mids, { ticker: TICKER, depth: around(5_000), at: later(1) });
    expect(recentMid(mids, TICKER, later(1))).toBe(5_000);
    const long = seen(...Array.from({ length: 90 }, () => 4_700));
    expect(long.byTicker.get(TICKER)).toHaveLength(30);
  });

  test('learns nothing from a book of one side or one that is locked or crossed', () => {
    for (const depth of [
      depthOf([[4_700, 1]], []),
      depthOf([], [[4_800, 1]]),
      depthOf([[4_800, 1]], [[4_800, 1]]),
      depthOf([[4_900, 1]], [[4_800, 1]]),
    ]) {
      const mids = createRecentMids();
      recordMid(mids, { ticker: TICKER, depth, at: NOW });
      expect(recentMid(mids, TICKER, NOW)).toBeNull();
    }
  });

  test('F96 after a clock that stepped back only what is seen since then counts', () => {
    const mids = seen(9_000, 9_000, 9_000);
    expect(recentMid(mids, TICKER, later(-3_600))).toBeNull();
    recordMid(mids, { ticker: TICKER, depth: around(4_700), at: later(-3_600) });
    expect(recentMid(mids, TICKER, later(-3_600))).toBe(4_700);
    expect(mids.byTicker.get(TICKER)).toHaveLength(1);
  });
});
