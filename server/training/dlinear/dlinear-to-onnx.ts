// The linear sequence model as an ONNX file. In: model, metadata. Out: bytes of Gemm and Clip over the flat input.
import type { DLinearModel } from '#server/core/3-models/dlinear-evaluate.ts';
import { linearModelToOnnx } from '../onnx-writer.ts';

/** Input `window` [1, steps·inputs + statics] (steps oldest first, then statics); output `correction` [1, 1]. */
export function dlinearToOnnx(
  model: DLinearModel,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  return linearModelToOnnx({
    name: model.kind,
    inputName: 'window',
    outputName: 'correction',
    weights: [...model.weights, ...model.staticWeights],
    bias: model.bias,
    lowest: model.lowest,
    highest: model.highest,
    metadata,
  });
}
