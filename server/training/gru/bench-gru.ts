// Times of the GRU on made-up windows. In: a clock and draws. Out: sequences per second and microseconds per forecast.
import { runGru } from '#server/core/3-models/gru-evaluate.ts';
import { lossGradients } from './fit-network.ts';
import { createGruNetwork } from './gru-network.ts';
import type { Draw } from './network.ts';
import type { SequenceData } from './sequence-data.ts';
import { GRU_TRAINING, trainGru } from './train-gru.ts';

export interface GruTiming {
  /** Forward and backward, one core, 64 steps × 12 inputs, 32 units, batches of 64. */
  readonly trainSequencesPerSecond: number;
  /** One window through the plain evaluator, one seed. */
  readonly evaluateUs: number;
}

const INPUTS = Array.from({ length: 12 }, (_, i) => `input ${i}`);
const STATICS = Array.from({ length: 6 }, (_, i) => `static ${i}`);
const STEPS = 64;
const ROWS = 128;

function madeUpRows(count: number, rng: Draw): SequenceData {
  const series = Float64Array.from(
    { length: (count + STEPS) * INPUTS.length },
    () => rng() + rng() + rng() - 1.5,
  );
  const width = INPUTS.length;
  return {
    steps: STEPS,
    inputNames: INPUTS,
    staticNames: STATICS,
    atMs: Float64Array.from({ length: count }, (_, i) => 60_000 * i),
    offsets: new Float64Array(count),
    targets: Float64Array.from({ length: count }, () => 0.5 + rng()),
    windowOf: (row) => series.subarray(row * width, (row + STEPS) * width),
    staticsOf: (row) => series.subarray(row * width, row * width + STATICS.length),
  };
}

/** Measures `batches` training batches and as many forecasts after a warm-up of a tenth. */
export function benchGru(
  parts: { readonly nowMs: () => number; readonly rng: Draw },
  batches: number,
): GruTiming {
  const { nowMs, rng } = parts;
  const data = madeUpRows(ROWS, rng);
  const sizes = { steps: STEPS, inputs: INPUTS.length, statics: STATICS.length, hidden: 32 };
  const network = createGruNetwork(sizes, 64, rng);
  network.weights.head.fill(0.1);
  const unit = (size: number) => ({
    means: new Float64Array(size),
    scales: new Float64Array(size).fill(1),
  });
  const scaling = { inputs: unit(INPUTS.length), statics: unit(STATICS.length) };
  const rows = Int32Array.from({ length: 64 }, (_, i) => 2 * i);
  const split = { train: rows, tail: rows };
  const trainOnce = () => lossGradients(network, { data, scaling, split }, rows);
  const { model } = trainGru(data, { ...GRU_TRAINING, seeds: 1, epochs: 1 }, rng);
  const evaluateOnce = (i: number) => runGru(model, data.windowOf(i % ROWS), data.staticsOf(0));
  const timed = (work: (i: number) => number): number => {
    let sum = 0;
    for (let i = 0; i < batches / 10; i++) sum += work(i);
    const from = nowMs();
    for (let i = 0; i < batches; i++) sum += work(i);
    if (!Number.isFinite(sum)) throw new Error('Invariant: a result is not finite');
    return (nowMs() - from) / batches;
  };
  return {
    trainSequencesPerSecond: (1_000 * rows.length) / timed(trainOnce),
    evaluateUs: 1_000 * timed(evaluateOnce),
  };
}
