// Rows before training: what is refused, what is kept apart, what scale they get.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assertSequenceData, fillBatch, scalingOf, splitWithPurge } from './sequence-data.ts';
import { volatilityRows } from './volatility-fixture.ts';

const data = volatilityRows('data', 60);

describe('rows that are refused', () => {
  it('F103 a value that is not finite is refused by row, feature and step', () => {
    const windowOf = (row: number) => {
      const window = Float64Array.from(data.windowOf(row));
      if (row === 7) window[2 * 5 + 1] = Number.NaN;
      return window;
    };
    expect(() => assertSequenceData({ ...data, windowOf })).toThrow(
      'Condition failed: row 7: input size at step 5 is not finite',
    );
    const staticsOf = () => [Number.POSITIVE_INFINITY];
    expect(() => assertSequenceData({ ...data, staticsOf })).toThrow('static noise');
  });

  it('a target of zero, a missing offset, time that runs back and a wrong width are refused by row', () => {
    const spoilt = (values: ArrayLike<number>, value: number) =>
      Float64Array.from(values, (each, row) => (row === 4 ? value : each));
    expect(() => assertSequenceData({ ...data, targets: spoilt(data.targets, 0) })).toThrow(
      'row 4: target is 0',
    );
    expect(() => assertSequenceData({ ...data, offsets: spoilt(data.offsets, NaN) })).toThrow(
      'row 4: offset',
    );
    expect(() => assertSequenceData({ ...data, atMs: spoilt(data.atMs, 1) })).toThrow(
      'row 4: time',
    );
    expect(() => assertSequenceData({ ...data, steps: 23 })).toThrow('row 0: a window of 48');
    expect(() => assertSequenceData({ ...data, targets: [] })).toThrow('no training rows');
  });

  it('whole rows pass', () => {
    expect(() => assertSequenceData(data)).not.toThrow();
  });
});

describe('the split', () => {
  it('keeps every training row more than the purge before the tail, and splits by time only', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 20, maxLength: 80 });
    fc.assert(
      fc.property(gaps, fc.integer({ min: 0, max: 30 }), (steps, purgeMs) => {
        let at = 0;
        const atMs = steps.map((step) => (at += step));
        const tailStart = Math.floor(atMs.length * 0.7);
        const first = atMs[tailStart] ?? 0;
        fc.pre((atMs[0] ?? 0) < first - purgeMs);
        const { train, tail } = splitWithPurge(atMs, { tailShare: 0.3, purgeMs });
        expect(tail.length).toBe(atMs.length - tailStart);
        for (const row of train) expect(atMs[row]).toBeLessThan(first - purgeMs);
        for (const row of tail) expect(atMs[row]).toBeGreaterThanOrEqual(first);
        const between = atMs.slice(0, tailStart).filter((each) => each < first - purgeMs);
        expect(train.length).toBe(between.length);
      }),
    );
  });

  it('a purge that leaves nothing to train on throws', () => {
    expect(() => splitWithPurge([1, 2, 3, 4], { tailShare: 0.5, purgeMs: 10 })).toThrow('purge');
  });
});

describe('the scale', () => {
  it('gives the training rows mean 0 and variance 1, and does not look at the others', () => {
    const train = Int32Array.from({ length: 40 }, (_, row) => row);
    const scaling = scalingOf(data, train);
    const batch = fillBatch(data, scaling, train);
    for (const input of [0, 1]) {
      const values = batch.windows.filter((_, i) => i % 2 === input);
      const mean = values.reduce((sum, each) => sum + each, 0) / values.length;
      const square = values.reduce((sum, each) => sum + each * each, 0) / values.length;
      expect(mean).toBeCloseTo(0, 10);
      expect(square).toBeCloseTo(1, 10);
    }
    const windowOf = (row: number) => (row < 40 ? data.windowOf(row) : new Float64Array(48));
    expect(scalingOf({ ...data, windowOf }, train)).toEqual(scaling);
  });

  it('a feature that never varies is left at zero, not divided by zero', () => {
    const still = { ...data, staticsOf: () => [3] };
    const rows = Int32Array.of(0, 1);
    expect([...fillBatch(still, scalingOf(still, rows), rows).statics]).toEqual([0, 0]);
  });
});
