// Trains the GRU ensemble. In: rows in time order, options, draws. Out: the model for the core's evaluator, and its history.
import { assertCondition } from '#lib/check.ts';
import type { GruCell, GruModel } from '#server/core/3-models/gru-model.ts';
import { type FitHistory, type FitOptions, fitNetwork } from './fit-network.ts';
import { createGruNetwork } from './gru-network.ts';
import type { GruParameters } from './gru-parameters.ts';
import type { Draw } from './network.ts';
import {
  assertSequenceData,
  type Scaling,
  type SequenceData,
  scalingOf,
  splitWithPurge,
} from './sequence-data.ts';

/** What every sequence model is told beside its own sizes. */
export interface SequenceTraining extends FitOptions {
  /** Share of the rows, the latest, that decide when to stop. */
  readonly tailShare: number;
  /** Gap before the tail, ms: at least the target's horizon. */
  readonly purgeMs: number;
  /** Bounds of the correction. */
  readonly lowest: number;
  readonly highest: number;
}

export interface GruTraining extends SequenceTraining {
  readonly hidden: number;
  /** Networks trained from different starts and averaged. */
  readonly seeds: number;
}

/** Models C3: AdamW 2e-3, decay 1e-2, clip 1, up to 3 epochs, bounds of B5; one hour of purge. */
export const SEQUENCE_TRAINING: SequenceTraining = {
  epochs: 3,
  batchRows: 64,
  learningRate: 2e-3,
  weightDecay: 1e-2,
  clipNorm: 1,
  checksPerEpoch: 4,
  patience: 6,
  tailShare: 0.15,
  purgeMs: 3_600_000,
  lowest: -1.5,
  highest: 2,
};

export const GRU_TRAINING: GruTraining = { ...SEQUENCE_TRAINING, hidden: 32, seeds: 3 };

export interface TrainedGru {
  readonly model: GruModel;
  /** One per seed. */
  readonly histories: readonly FitHistory[];
}

/**
 * Trains `seeds` networks one after another and averages their corrections. Weights are rounded to float32, so the
 * ONNX file and the plain evaluator hold the same numbers. Throws, naming row and feature, on data that is not finite.
 */
export function trainGru(data: SequenceData, options: GruTraining, rng: Draw): TrainedGru {
  assertCondition(options.seeds >= 1 && options.hidden >= 1, 'at least one seed and one unit');
  assertSequenceData(data);
  const split = splitWithPurge(data.atMs, options);
  const scaling = scalingOf(data, split.train);
  const sizes = {
    steps: data.steps,
    inputs: data.inputNames.length,
    statics: data.staticNames.length,
    hidden: options.hidden,
  };
  const histories: FitHistory[] = [];
  const trained: GruParameters[] = [];
  for (let seed = 0; seed < options.seeds; seed++) {
    const network = createGruNetwork(sizes, options.batchRows, rng);
    const progress = options.onProgress;
    const seedOptions = progress
      ? { ...options, onProgress: (share: number) => progress((seed + share) / options.seeds) }
      : options;
    histories.push(fitNetwork(network, { data, scaling, split }, { options: seedOptions, rng }));
    trained.push(network.weights);
  }
  return { model: toModel(data, { options, scaling, trained }), histories };
}

const float32 = (values: Iterable<number>): number[] => Array.from(values, Math.fround);

/** Takes the scaling into the weights, so that the model reads features as they come. */
function toModel(
  data: SequenceData,
  parts: {
    readonly options: GruTraining;
    readonly scaling: Scaling;
    readonly trained: readonly GruParameters[];
  },
): GruModel {
  const { options, scaling, trained } = parts;
  const { hidden } = options;
  const share = 1 / trained.length;
  const head = trained.flatMap((each) => [...each.head.subarray(0, hidden)].map((w) => w * share));
  let bias = 0;
  for (const each of trained) bias += (each.bias[0] ?? 0) * share;
  data.staticNames.forEach((_, i) => {
    let weight = 0;
    for (const each of trained) weight += (each.head[hidden + i] ?? 0) * share;
    weight /= scaling.statics.scales[i] ?? 1;
    head.push(weight);
    bias -= weight * (scaling.statics.means[i] ?? 0);
  });
  return {
    kind: 'gru',
    steps: data.steps,
    inputNames: data.inputNames,
    staticNames: data.staticNames,
    inputMeans: float32(scaling.inputs.means),
    staticMeans: float32(scaling.statics.means),
    lowest: options.lowest,
    highest: options.highest,
    hidden,
    cells: trained.map((each) => toCell(each, scaling)),
    head: float32(head),
    bias: Math.fround(bias),
  };
}

/** W(x − m)/s + b = (W/s) x + (b − Σ W m/s). */
function toCell(weights: GruParameters, scaling: Scaling): GruCell {
  const { means, scales } = scaling.inputs;
  const inputs = means.length;
  const inputWeights = weights.inputWeights.map((weight, i) => weight / (scales[i % inputs] ?? 1));
  const inputBias = weights.inputBias.map((bias, gate) => {
    let moved = bias;
    for (let i = 0; i < inputs; i++)
      moved -= (inputWeights[gate * inputs + i] ?? 0) * (means[i] ?? 0);
    return moved;
  });
  return {
    inputWeights: float32(inputWeights),
    hiddenWeights: float32(weights.hiddenWeights),
    inputBias: float32(inputBias),
    hiddenBias: float32(weights.hiddenBias),
  };
}
