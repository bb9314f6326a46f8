// The linear ONNX file in the runtime against its plain evaluator.
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { evaluateLinear, type LinearModel, linearModelToOnnx } from './onnx-writer.ts';

const MODEL: LinearModel = {
  name: 'made-up',
  inputName: 'features',
  outputName: 'correction',
  weights: [0.5, -0.25, 0.125],
  bias: 0.1,
  lowest: -1.5,
  highest: 2,
  metadata: {},
};

describe('a linear model as a file', () => {
  it('F108 the runtime and the plain evaluator agree within 1e-6, clipped at both ends', async () => {
    const session = await InferenceSession.create(linearModelToOnnx(MODEL));
    for (const input of [
      [0, 0, 0],
      [1, -2, 3],
      [40, 0, 0],
      [-40, 0, 0],
    ]) {
      const tensor = new Tensor('float32', Float32Array.from(input), [1, 3]);
      const results = await session.run({ [MODEL.inputName]: tensor });
      expect(results[MODEL.outputName]?.data[0]).toBeCloseTo(evaluateLinear(MODEL, input), 6);
    }
    expect(evaluateLinear(MODEL, [40, 0, 0])).toBe(2);
    expect(evaluateLinear(MODEL, [-40, 0, 0])).toBe(-1.5);
  });
});
