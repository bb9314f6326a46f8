// What models are shown, counted by feature: one sample a minute, quantiles, missing values and those outside training.
import { describe, expect, it } from 'vitest';
import type { ModelRequest } from '#lib/domain/forecast.ts';
import { sha256Hex } from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import { SEQUENCE_CHANNELS, SEQUENCE_STATICS, SEQUENCE_STEPS } from '#lib/domain/minute-row.ts';
import { createInputWatch, featureRow, placesOf, SAMPLES } from './input-watch.ts';

const HASH = sha256Hex('a'.repeat(64));
const MINUTE = 60_000;
const AT = 1_795_186_800_000;

function request(modelId: string, at: number, input: readonly number[]): ModelRequest {
  return {
    ...{ modelId, modelHash: HASH, inputHash: HASH, requestedAt: wallMs(at) },
    ...{ shape: [1, input.length], input: Float32Array.from(input) },
  };
}

const TREE = {
  id: 'tree',
  kind: 'row',
  layoutNames: ['x', 'y'],
  ranges: [
    { name: 'x', low: -1, high: 1 },
    { name: 'y', low: 0, high: 2 },
  ],
} as const;

describe('one feature', () => {
  it('counts what lies outside training and what is missing, and a value at the edge is neither', () => {
    const row = featureRow('x', [-4.605171, Number.NaN, 2, 9, 3], { low: -4.60517, high: 3 });
    expect(row).toEqual({
      ...{ name: 'x', last: 3, low: -4.6052, p10: -4.6052, p50: 2, p90: 9, high: 9 },
      ...{ missing: 1, outside: 1 },
    });
  });

  it('that was never there has no numbers, not zero', () => {
    const row = featureRow('x', [Number.NaN, Number.NaN], { low: 0, high: 1 });
    expect(row).toMatchObject({ last: null, low: null, p50: null, high: null, missing: 2 });
    expect(row.outside).toBe(0);
  });
});

describe('the watch', () => {
  it('takes one sample a minute and model, and is the same object in between', () => {
    const watch = createInputWatch([TREE]);
    watch.observe([request('tree', AT, [0.5, 3])]);
    const first = watch.rows();
    expect(first['tree']).toMatchObject({ at: AT, fromAt: AT, samples: 1 });
    watch.observe([request('tree', AT + 1_000, [9, 9])]);
    expect(watch.rows()).toBe(first);
    watch.observe([request('tree', AT + MINUTE, [Number.NaN, 1])]);
    const second = watch.rows()['tree'];
    expect(second).toMatchObject({ at: AT + MINUTE, fromAt: AT, samples: 2 });
    expect(second?.features[0]).toMatchObject({ name: 'x', last: null, p50: 0.5, missing: 1 });
    expect(second?.features[1]).toMatchObject({ name: 'y', last: 1, outside: 1, missing: 0 });
  });

  it('keeps six hours of minutes', () => {
    const watch = createInputWatch([TREE]);
    for (let i = 0; i < SAMPLES + 5; i++) watch.observe([request('tree', AT + i * MINUTE, [i, 1])]);
    const row = watch.rows()['tree'];
    expect(row).toMatchObject({ samples: SAMPLES, fromAt: AT + 5 * MINUTE });
    expect(row?.features[0]).toMatchObject({ low: 5, last: SAMPLES + 4 });
  });

  it('does not know a model that it was not told of', () => {
    const watch = createInputWatch([TREE]);
    watch.observe([request('stranger', AT, [1, 1])]);
    expect(watch.rows()).toEqual({});
  });

  it('a sequence shows its newest minute and its statics', () => {
    const layoutNames = [...SEQUENCE_CHANNELS, ...SEQUENCE_STATICS];
    const places = placesOf({ kind: 'window', layoutNames });
    const width = SEQUENCE_STEPS * SEQUENCE_CHANNELS.length + SEQUENCE_STATICS.length;
    expect(places[0]).toBe((SEQUENCE_STEPS - 1) * SEQUENCE_CHANNELS.length);
    expect(places.at(-1)).toBe(width - 1);
    expect(placesOf(TREE)).toEqual([0, 1]);
  });
});
