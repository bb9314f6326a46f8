// The training loop of both sequence models. In: a network, rows, options, draws. Out: the network at its best tail loss.
import { assertInvariant } from '#lib/check.ts';
import { createAdamW } from './adam-w.ts';
import { clampedQlike, clampedQlikeSlope } from './clamped-qlike.ts';
import type { Draw, Network } from './network.ts';
import { fillBatch, type Scaling, type SequenceData, type Split } from './sequence-data.ts';

/** How to train; the defaults of the callers are those of models C3. */
export interface FitOptions {
  readonly epochs: number;
  readonly batchRows: number;
  /** At the first step; falls in a straight line to zero at the last. */
  readonly learningRate: number;
  readonly weightDecay: number;
  readonly clipNorm: number;
  /** Looks at the tail in each epoch. */
  readonly checksPerEpoch: number;
  /** Looks without a better tail loss before the training stops. */
  readonly patience: number;
  /** Called with the share done, 0 … 1. */
  readonly onProgress?: (share: number) => void;
}

/** One look at the tail. */
export interface Check {
  /** Sequences trained on so far. */
  readonly sequences: number;
  /** Mean clamped QLIKE of the batches since the look before. */
  readonly trainLoss: number;
  readonly tailLoss: number;
}

export interface FitHistory {
  /** Tail loss before the first step: that of the offset alone when the head starts at zero. */
  readonly startTailLoss: number;
  readonly bestTailLoss: number;
  readonly checks: readonly Check[];
}

export interface FitRows {
  readonly data: SequenceData;
  readonly scaling: Scaling;
  readonly split: Split;
}

/** Fisher–Yates, in place. */
function shuffle(rows: Int32Array, rng: Draw): void {
  for (let i = rows.length - 1; i > 0; i--) {
    const j = Math.floor(rng() * (i + 1));
    const kept = rows[i] ?? 0;
    rows[i] = rows[j] ?? 0;
    rows[j] = kept;
  }
}

/** Mean clamped QLIKE of the network over `rows`. */
function meanLoss(
  network: Network,
  fit: Pick<FitRows, 'data' | 'scaling'>,
  options: { readonly rows: Int32Array; readonly batchRows: number },
): number {
  let sum = 0;
  for (let at = 0; at < options.rows.length; at += options.batchRows) {
    const rows = options.rows.subarray(at, at + options.batchRows);
    const batch = fillBatch(fit.data, fit.scaling, rows);
    const outputs = network.forward(batch);
    for (let i = 0; i < batch.rows; i++)
      sum += clampedQlike(batch.logRatios[i] ?? 0, outputs[i] ?? 0);
  }
  return sum / options.rows.length;
}

/** Gradients of the mean loss over `rows` into the network; returns that loss. */
export function lossGradients(network: Network, fit: FitRows, rows: Int32Array): number {
  const batch = fillBatch(fit.data, fit.scaling, rows);
  const outputs = network.forward(batch);
  const slopes = new Float64Array(batch.rows);
  let sum = 0;
  for (let i = 0; i < batch.rows; i++) {
    const logRatio = batch.logRatios[i] ?? 0;
    const output = outputs[i] ?? 0;
    sum += clampedQlike(logRatio, output);
    slopes[i] = clampedQlikeSlope(logRatio, output) / batch.rows;
  }
  network.backward(batch, slopes);
  return sum / batch.rows;
}

/** Keeps the best parameters seen on the tail, the untrained ones included. */
function createTailWatch(network: Network, startLoss: number, patience: number) {
  let best = startLoss;
  let kept = network.parameters.slice();
  let looksWithout = 0;
  return {
    /** True when training should stop. */
    look: (loss: number): boolean => {
      looksWithout = loss < best ? 0 : looksWithout + 1;
      if (loss < best) {
        best = loss;
        kept = network.parameters.slice();
      }
      return looksWithout >= patience;
    },
    restore: (): number => {
      network.parameters.set(kept);
      return best;
    },
  };
}

/** Trains in place and leaves the parameters of the lowest tail loss. Deterministic for the same draws. */
export function fitNetwork(
  network: Network,
  fit: FitRows,
  how: { readonly options: FitOptions; readonly rng: Draw },
): FitHistory {
  const { options, rng } = how;
  const { batchRows } = options;
  const tail = { rows: fit.split.tail, batchRows };
  const startTailLoss = meanLoss(network, fit, tail);
  const watch = createTailWatch(network, startTailLoss, options.patience);
  const takeStep = createAdamW(network.parameters, options);
  const order = fit.split.train.slice();
  const perEpoch = Math.ceil(order.length / batchRows);
  const perCheck = Math.max(1, Math.ceil(perEpoch / options.checksPerEpoch));
  const checks: Check[] = [];
  let sinceCheck = 0;
  let lossSince = 0;
  let stopped = false;
  const batches = options.epochs * perEpoch;
  for (let batch = 0; batch < batches && !stopped; batch++) {
    const place = batch % perEpoch;
    if (place === 0) shuffle(order, rng);
    const rows = order.subarray(place * batchRows, (place + 1) * batchRows);
    const loss = lossGradients(network, fit, rows);
    assertInvariant(Number.isFinite(loss), `training loss is ${loss} at batch ${batch}`);
    takeStep(network.gradients, 1 - batch / batches);
    lossSince += loss;
    sinceCheck += 1;
    if (sinceCheck < perCheck && place + 1 < perEpoch) continue;
    const tailLoss = meanLoss(network, fit, tail);
    const sequences = Math.floor(batch / perEpoch) * order.length + place * batchRows + rows.length;
    checks.push({ sequences, trainLoss: lossSince / sinceCheck, tailLoss });
    lossSince = 0;
    sinceCheck = 0;
    stopped = watch.look(tailLoss);
    options.onProgress?.(stopped ? 1 : (batch + 1) / batches);
  }
  return { startTailLoss, bestTailLoss: watch.restore(), checks };
}
