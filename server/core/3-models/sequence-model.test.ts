// The plain evaluators: refusals by name, the running form, bounds, contributions.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DLinearModel, runDLinear } from './dlinear-evaluate.ts';
import { createGruStream, pushGruStep, readGruStream, runGru } from './gru-evaluate.ts';
import type { GruModel } from './gru-model.ts';
import { ablateGroups } from './sequence-ablation.ts';

const SHAPE = {
  steps: 5,
  inputNames: ['return', 'size'],
  staticNames: ['hour'],
  inputMeans: [0.1, -0.2],
  staticMeans: [0.3],
  lowest: -1.5,
  highest: 2,
};

/** Numbers in ±0.5 that follow from a seed. */
function numbers(length: number, seed: number): number[] {
  return Array.from({ length }, (_, i) => ((Math.sin(seed + i * 12.9898) * 43_758.5453) % 1) / 2);
}

function gru(seed: number): GruModel {
  const hidden = 3;
  return {
    ...SHAPE,
    kind: 'gru',
    hidden,
    cells: [seed, seed + 1].map((each) => ({
      inputWeights: numbers(9 * 2, each),
      hiddenWeights: numbers(9 * hidden, each + 0.1),
      inputBias: numbers(9, each + 0.2),
      hiddenBias: numbers(9, each + 0.3),
    })),
    head: numbers(2 * hidden + 1, seed + 0.4),
    bias: 0.05,
  };
}

const LINEAR: DLinearModel = {
  ...SHAPE,
  kind: 'dlinear',
  weights: numbers(10, 3),
  staticWeights: [0.7],
  bias: -0.1,
};

const seeds = fc.integer({ min: 0, max: 10_000 });
const GROUPS = [
  { name: 'returns', features: ['return'] },
  { name: 'sizes', features: ['size'] },
  { name: 'clock', features: ['hour'] },
];

describe('an input that is not whole', () => {
  const models = [
    ['gru', (window: number[], statics: number[]) => runGru(gru(1), window, statics)],
    ['dlinear', (window: number[], statics: number[]) => runDLinear(LINEAR, window, statics)],
  ] as const;

  it.each(models)('F103 %s refuses a value that is not finite, by feature and step', (_, run) => {
    const window = numbers(10, 5);
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => run(window.with(7, bad), [0])).toThrow('input size at step 3 is not finite');
      expect(() => run(window, [bad])).toThrow('static hour is not finite');
    }
  });

  it.each(models)('F105 %s refuses another width', (_, run) => {
    expect(() => run(numbers(8, 5), [0])).toThrow('a window of 8 values is not 5 steps × 2');
    expect(() => run(numbers(10, 5), [])).toThrow('0 statics are not 1');
  });
});

describe('the running form', () => {
  it('equals the window form bit for bit after a whole window', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const model = gru(seed);
        const window = numbers(10, seed + 7);
        const stream = createGruStream(model);
        for (let at = 0; at < 10; at += 2) pushGruStep(stream, window.slice(at, at + 2));
        expect(readGruStream(stream, [0.4])).toBe(runGru(model, window, [0.4]));
      }),
    );
  });

  it('gives nothing before a whole window and takes no step that is not finite', () => {
    const stream = createGruStream(gru(2));
    for (let step = 0; step < 4; step++) pushGruStep(stream, [0.1, 0.2]);
    expect(() => readGruStream(stream, [0])).toThrow('4 of 5 steps are not a window');
    expect(() => pushGruStep(stream, [0.1, Number.NaN])).toThrow('input size is not finite');
    expect(() => pushGruStep(stream, [0.1])).toThrow('1 inputs do not fit');
    pushGruStep(stream, [0.1, 0.2]);
    expect(() => readGruStream(stream, [Number.NaN])).toThrow('static hour is not finite');
    expect(readGruStream(stream, [0])).toBe(
      runGru(gru(2), [0.1, 0.2, 0.1, 0.2, 0.1, 0.2, 0.1, 0.2, 0.1, 0.2], [0]),
    );
  });
});

describe('corrections', () => {
  it('stay within the bounds whatever the input', () => {
    fc.assert(
      fc.property(seeds, fc.double({ min: -1e6, max: 1e6, noNaN: true }), (seed, value) => {
        const window = new Array<number>(10).fill(value);
        for (const correction of [
          runGru(gru(seed), window, [value]),
          runDLinear(LINEAR, window, [value]),
        ]) {
          expect(correction).toBeGreaterThanOrEqual(SHAPE.lowest);
          expect(correction).toBeLessThanOrEqual(SHAPE.highest);
        }
      }),
    );
  });
});

describe('contributions of groups', () => {
  it('are zero for features that stand at their training means', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const window = numbers(10, seed).map((value, i) => (i % 2 === 0 ? 0.1 : value));
        const [returns, sizes, clock] = ablateGroups(gru(seed), { window, statics: [0.3] }, GROUPS);
        expect(returns).toBe(0);
        expect(clock).toBe(0);
        expect(sizes).not.toBe(0);
      }),
    );
  });

  it('add up exactly for the linear model, to the distance from the mean input', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const wide = { ...LINEAR, lowest: -99, highest: 99 };
        const input = { window: numbers(10, seed), statics: numbers(1, seed + 0.5) };
        const parts = ablateGroups(wide, input, GROUPS).reduce((sum, each) => sum + each, 0);
        const atMeans = Array.from({ length: 10 }, (_, i) => SHAPE.inputMeans[i % 2] ?? 0);
        const distance =
          runDLinear(wide, input.window, input.statics) - runDLinear(wide, atMeans, [0.3]);
        expect(parts).toBeCloseTo(distance, 12);
      }),
    );
  });

  it('of all features together are the whole distance for the GRU', () => {
    const model = gru(4);
    const all = [{ name: 'all', features: ['return', 'size', 'hour'] }];
    const window = numbers(10, 8);
    const atMeans = Array.from({ length: 10 }, (_, i) => SHAPE.inputMeans[i % 2] ?? 0);
    const [whole] = ablateGroups(model, { window, statics: [1] }, all);
    expect(whole).toBeCloseTo(runGru(model, window, [1]) - runGru(model, atMeans, [0.3]), 12);
  });

  it('refuse a group that names a feature the model does not have, and an input that is not whole', () => {
    const input = { window: numbers(10, 8), statics: [1] };
    expect(() => ablateGroups(gru(1), input, [{ name: 'book', features: ['ofi'] }])).toThrow(
      'group book: the model has no feature ofi',
    );
    expect(() => ablateGroups(gru(1), { ...input, statics: [] }, GROUPS)).toThrow('statics');
  });
});
