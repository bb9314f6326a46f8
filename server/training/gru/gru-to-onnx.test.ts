// Exported files in the real runtime: the same numbers as the plain evaluators, contributions included.
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { runDLinear } from '#server/core/3-models/dlinear-evaluate.ts';
import { runGru } from '#server/core/3-models/gru-evaluate.ts';
import type { GruModel } from '#server/core/3-models/gru-model.ts';
import { ablateGroups } from '#server/core/3-models/sequence-ablation.ts';
import type { SequenceInput } from '#server/core/3-models/sequence-model.ts';
import { createRng } from '#server/simulator/seeded/rng.ts';
import { dlinearToOnnx } from '../dlinear/dlinear-to-onnx.ts';
import { gruToOnnx } from './gru-to-onnx.ts';

const TOLERANCE = 1e-5;
const rng = createRng('onnx');
const draw = (length: number, scale = 1) =>
  Array.from({ length }, () => Math.fround(scale * rng.normal()));

const SHAPE = {
  steps: 64,
  inputNames: Array.from({ length: 12 }, (_, i) => `input ${i}`),
  inputMeans: draw(12),
  lowest: -1.5,
  highest: 2,
};
const WITH_STATICS = { ...SHAPE, staticNames: ['a', 'b', 'c'], staticMeans: draw(3) };
const WITHOUT = { ...SHAPE, staticNames: [], staticMeans: [] };

function gru(hidden: number, seeds: number, shape: typeof WITH_STATICS): GruModel {
  return {
    ...shape,
    kind: 'gru',
    hidden,
    cells: Array.from({ length: seeds }, () => ({
      inputWeights: draw(3 * hidden * 12, 0.3),
      hiddenWeights: draw(3 * hidden * hidden, 0.3),
      inputBias: draw(3 * hidden, 0.3),
      hiddenBias: draw(3 * hidden, 0.3),
    })),
    head: draw(hidden * seeds + shape.staticNames.length, 0.3),
    bias: 0.1,
  };
}

function inputFor(shape: { readonly staticNames: readonly string[] }): SequenceInput {
  return { window: draw(64 * 12), statics: draw(shape.staticNames.length) };
}

async function openSession(bytes: Uint8Array): Promise<InferenceSession> {
  return InferenceSession.create(bytes, { intraOpNumThreads: 1, interOpNumThreads: 1 });
}

async function answerOf(session: InferenceSession, input: SequenceInput): Promise<number[]> {
  const flat = Float32Array.from([...Array.from(input.window), ...Array.from(input.statics)]);
  const results = await session.run({ window: new Tensor('float32', flat, [1, flat.length]) });
  const data = results['correction']?.data;
  return data instanceof Float32Array ? [...data] : [];
}

describe('parity with the runtime within 1e-5', () => {
  it.each([
    ['three seeds of 32 units with statics', gru(32, 3, WITH_STATICS)],
    ['one seed of 24 units without statics', gru(24, 1, WITHOUT)],
    ['an odd number of units', gru(5, 2, WITH_STATICS)],
  ])('F108 %s', async (_, model) => {
    const session = await openSession(gruToOnnx(model));
    for (let row = 0; row < 12; row++) {
      const input = inputFor(model);
      const [value = Number.NaN, ...rest] = await answerOf(session, input);
      expect(rest).toEqual([]);
      expect(Math.abs(value - runGru(model, input.window, input.statics))).toBeLessThan(TOLERANCE);
    }
  });

  it('the linear model', async () => {
    const model = {
      ...WITH_STATICS,
      kind: 'dlinear' as const,
      weights: draw(64 * 12, 0.05),
      staticWeights: draw(3, 0.3),
      bias: 0.2,
    };
    const session = await openSession(dlinearToOnnx(model));
    for (let row = 0; row < 12; row++) {
      const input = inputFor(model);
      const [value = Number.NaN] = await answerOf(session, input);
      const plain = runDLinear(model, input.window, input.statics);
      expect(Math.abs(value - plain)).toBeLessThan(TOLERANCE);
    }
  });

  it('the bounds hold in the file too', async () => {
    const session = await openSession(gruToOnnx({ ...gru(8, 1, WITHOUT), bias: 9 }));
    expect(await answerOf(session, inputFor(WITHOUT))).toEqual([2]);
    const below = await openSession(gruToOnnx({ ...gru(8, 1, WITHOUT), bias: -9 }));
    expect(await answerOf(below, inputFor(WITHOUT))).toEqual([-1.5]);
  });
});

describe('contributions from the file', () => {
  const groups = [
    { name: 'returns', features: ['input 0', 'input 1', 'input 2'] },
    { name: 'volume', features: ['input 5', 'a'] },
    { name: 'clock', features: ['b', 'c'] },
  ];

  it('one run gives the correction and each group’s contribution as the plain ablation does', async () => {
    const model = gru(16, 2, WITH_STATICS);
    const session = await openSession(gruToOnnx(model, groups));
    for (let row = 0; row < 6; row++) {
      const input = inputFor(model);
      const answers = await answerOf(session, input);
      const plain = [
        runGru(model, input.window, input.statics),
        ...ablateGroups(model, input, groups),
      ];
      expect(answers.length).toBe(4);
      answers.forEach((answer, i) => {
        expect(Math.abs(answer - (plain[i] ?? Number.NaN))).toBeLessThan(TOLERANCE);
      });
    }
  });

  it('a group with a name the model does not have is refused by that name', () => {
    const model = gru(4, 1, WITH_STATICS);
    const strange = [{ name: 'book', features: ['depth'] }];
    expect(() => gruToOnnx(model, strange)).toThrow('group book: the model has no feature depth');
  });
});

it('the same model gives the same bytes, and metadata changes them', () => {
  const model = gru(4, 1, WITH_STATICS);
  expect(gruToOnnx(model)).toEqual(gruToOnnx(model));
  expect(gruToOnnx(model, [], { loss: 'QLIKE' })).not.toEqual(gruToOnnx(model));
});
