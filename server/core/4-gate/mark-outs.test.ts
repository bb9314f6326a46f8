// Mark-outs: what fills cost, by side and time left, shrunk to one expected move while there are few of them.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wallMs } from '#lib/domain/instant.ts';
import {
  adverseSelection,
  createMarkOuts,
  type MakerFill,
  type MarkOuts,
  sampleMarkOuts,
  startMarkOut,
} from './mark-outs.ts';
import { NOW, TICKER } from './testing/sample-input.ts';

const FILL: MakerFill = {
  ticker: TICKER,
  side: 'bid',
  at: NOW,
  mid: 5_000,
  expectedMove: 100,
  secondsToClose: 600,
};

/** A fill and the half minute after it, the mid at `mid` throughout. */
function filled(state: MarkOuts, mid: number | null, change: Partial<MakerFill> = {}): void {
  startMarkOut(state, { ...FILL, ...change });
  for (let second = 1; second <= 33; second++)
    sampleMarkOuts(state, () => mid, wallMs(NOW + second * 1000));
}

describe('what a fill costs', () => {
  test('is one expected move before anything was measured, and says so', () => {
    expect(adverseSelection(createMarkOuts(), 'ask', 30)).toEqual({ ratio: 1, fills: 0 });
  });

  test('moves from the prior to the mean as fills come in', () => {
    const state = createMarkOuts();
    for (let fill = 0; fill < 20; fill++) filled(state, 4_700);
    // Twenty fills at three moves against twenty of prior at one.
    expect(adverseSelection(state, 'bid', 600)).toEqual({ ratio: 2, fills: 20 });
    expect(adverseSelection(state, 'ask', 600)).toEqual({ ratio: 1, fills: 0 });
    expect(adverseSelection(state, 'bid', 30)).toEqual({ ratio: 1, fills: 0 });
  });

  test('a sold quote suffers when the mid rises', () => {
    const state = createMarkOuts();
    filled(state, 5_300, { side: 'ask' });
    expect(adverseSelection(state, 'ask', 600).ratio).toBeCloseTo(23 / 21);
  });

  test('good fills lower it, never below nothing', () => {
    const state = createMarkOuts();
    for (let fill = 0; fill < 50; fill++) filled(state, 9_000);
    expect(adverseSelection(state, 'bid', 600).ratio).toBe(0);
  });

  test('the worst of 1, 5 and 30 s counts', () => {
    const state = createMarkOuts();
    startMarkOut(state, FILL);
    for (let second = 1; second <= 33; second++)
      sampleMarkOuts(state, () => (second < 30 ? 5_000 : 4_600), wallMs(NOW + second * 1000));
    expect(adverseSelection(state, 'bid', 600).ratio).toBeCloseTo(24 / 21);
  });

  test('a look without a mid is dropped, never guessed', () => {
    const state = createMarkOuts();
    filled(state, null);
    expect(state.pending).toEqual([]);
    expect(adverseSelection(state, 'bid', 600)).toEqual({ ratio: 1, fills: 0 });
    startMarkOut(state, { ...FILL, expectedMove: Number.POSITIVE_INFINITY });
    expect(state.pending).toEqual([]);
  });

  test('stays bounded and finite whatever happens', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            mid: fc.integer({ min: 0, max: 10_000 }),
            expectedMove: fc.double({ min: 0, max: 2_000, noNaN: true }),
          }),
          { maxLength: 150 },
        ),
        (fills) => {
          const state = createMarkOuts();
          for (const { mid, expectedMove } of fills)
            startMarkOut(state, { ...FILL, expectedMove, mid });
          expect(state.pending.length).toBeLessThanOrEqual(100);
          for (let second = 1; second <= 33; second++)
            sampleMarkOuts(state, () => 5_000, wallMs(NOW + second * 1000));
          const { ratio } = adverseSelection(state, 'bid', 600);
          expect(ratio).toBeGreaterThanOrEqual(0);
          expect(ratio).toBeLessThanOrEqual(10);
        },
      ),
    );
  });
});
