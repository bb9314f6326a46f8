// Trains the linear sequence model. In: rows in time order, options, draws. Out: the model for the core, and its history.
// Same loss, split, optimiser and early stop as the GRU: whatever the GRU gains over this, recurrence gained.
import type { DLinearModel } from '#server/core/3-models/dlinear-evaluate.ts';
import { type FitHistory, fitNetwork } from '../gru/fit-network.ts';
import type { Draw } from '../gru/network.ts';
import {
  assertSequenceData,
  type SequenceData,
  scalingOf,
  splitWithPurge,
} from '../gru/sequence-data.ts';
import type { SequenceTraining } from '../gru/train-gru.ts';
import { createDLinearNetwork } from './dlinear-network.ts';

export interface TrainedDLinear {
  readonly model: DLinearModel;
  readonly history: FitHistory;
}

/** Throws, naming row and feature, on data that is not finite. Weights are rounded to float32, as in the ONNX file. */
export function trainDLinear(
  data: SequenceData,
  options: SequenceTraining,
  rng: Draw,
): TrainedDLinear {
  assertSequenceData(data);
  const split = splitWithPurge(data.atMs, options);
  const scaling = scalingOf(data, split.train);
  const inputs = data.inputNames.length;
  const sizes = { steps: data.steps, inputs, statics: data.staticNames.length };
  const network = createDLinearNetwork(sizes, options.batchRows);
  const history = fitNetwork(network, { data, scaling, split }, { options, rng });
  let bias = network.weights.bias[0] ?? 0;
  const weights = Array.from(network.folded(), (weight, i) => {
    const scaled = weight / (scaling.inputs.scales[i % inputs] ?? 1);
    bias -= scaled * (scaling.inputs.means[i % inputs] ?? 0);
    return Math.fround(scaled);
  });
  const staticWeights = Array.from(network.weights.statics, (weight, i) => {
    const scaled = weight / (scaling.statics.scales[i] ?? 1);
    bias -= scaled * (scaling.statics.means[i] ?? 0);
    return Math.fround(scaled);
  });
  return {
    model: {
      kind: 'dlinear',
      steps: data.steps,
      inputNames: data.inputNames,
      staticNames: data.staticNames,
      inputMeans: Array.from(scaling.inputs.means, Math.fround),
      staticMeans: Array.from(scaling.statics.means, Math.fround),
      lowest: options.lowest,
      highest: options.highest,
      weights,
      staticWeights,
      bias: Math.fround(bias),
    },
    history,
  };
}
