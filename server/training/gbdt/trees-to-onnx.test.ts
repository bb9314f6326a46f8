// The exported file in the runtime: the same numbers as the plain evaluator, on missing values and on exact thresholds.
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { createTreeModel } from '#server/core/3-models/tree-model.ts';
import { predictTrees } from '#server/core/3-models/tree-predict.ts';
import { createRng } from '#server/simulator/seeded/rng.ts';
import { madeUpRows, PLAIN } from './made-up-rows.ts';
import { trainTrees } from './train-trees.ts';
import { treesToOnnx } from './trees-to-onnx.ts';

const rng = createRng('trees to onnx');
const rows = madeUpRows({ count: 3_000, width: 6, missingShare: 0.1 }, rng.uniform);
const model = trainTrees(rows, { ...PLAIN, trees: 120, depth: 5 }, rng.uniform);

async function outputsOf(inputs: readonly Float32Array[]): Promise<number[]> {
  const session = await InferenceSession.create(treesToOnnx(model));
  const outputs: number[] = [];
  for (const input of inputs) {
    const results = await session.run({ features: new Tensor('float32', input, [1, 6]) });
    expect(results['correction']?.dims).toEqual([1, 1]);
    outputs.push(Number(results['correction']?.data[0]));
  }
  return outputs;
}

/** Most distance between the runtime and the plain evaluator. */
async function worstGap(inputs: readonly Float32Array[]): Promise<number> {
  const outputs = await outputsOf(inputs);
  const gaps = inputs.map((input, i) => Math.abs(predictTrees(model, input) - (outputs[i] ?? 9)));
  return Math.max(...gaps);
}

describe('tree ensemble in the runtime', () => {
  it('F108 random rows with missing values agree within 1e-5', async () => {
    const inputs = Array.from({ length: 400 }, () =>
      Float32Array.from({ length: 6 }, () => (rng.chance(0.2) ? Number.NaN : 2 * rng.normal())),
    );
    expect(await worstGap(inputs)).toBeLessThan(1e-5);
  });

  it('F108 rows on thresholds and one float32 step beside them agree within 1e-5', async () => {
    const splits = [...model.feature.keys()].filter((node) => (model.feature[node] ?? -1) >= 0);
    const bits = new Int32Array(1);
    const view = new Float32Array(bits.buffer);
    const inputs = splits.slice(0, 200).flatMap((node) =>
      [-1, 0, 1].map((step) => {
        view[0] = model.threshold[node] ?? 0;
        bits[0] = (bits[0] ?? 0) + step;
        const input = rows.values.slice(0, 6);
        input[model.feature[node] ?? 0] = view[0] ?? 0;
        return input;
      }),
    );
    expect(inputs.length).toBe(600);
    expect(await worstGap(inputs)).toBeLessThan(1e-5);
  });

  it('a missing value goes both ways in this model, so that the test above means something', () => {
    const sides = new Set(
      [...model.feature.keys()]
        .filter((node) => (model.feature[node] ?? -1) >= 0)
        .map((node) => model.missingLeft[node]),
    );
    expect(sides).toEqual(new Set([0, 1]));
  });

  it('the file is the same to the byte for the same model, and no trees are refused', () => {
    const copy = createTreeModel({ ...model });
    expect(treesToOnnx(copy)).toEqual(treesToOnnx(model));
    const empty = trainTrees(rows, { ...PLAIN, trees: 0 }, rng.uniform);
    expect(() => treesToOnnx(empty)).toThrow('nothing to export');
  });
});
