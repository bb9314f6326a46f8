// Training on a made-up volatility: it learns what is there, nothing where there is nothing, and the same twice.
import { describe, expect, it } from 'vitest';
import { runDLinear } from '#server/core/3-models/dlinear-evaluate.ts';
import { runGru } from '#server/core/3-models/gru-evaluate.ts';
import { createRng } from '#server/simulator/seeded/rng.ts';
import { trainDLinear } from '../dlinear/train-dlinear.ts';
import { clampedQlike } from './clamped-qlike.ts';
import type { SequenceData } from './sequence-data.ts';
import { GRU_TRAINING, SEQUENCE_TRAINING, trainGru } from './train-gru.ts';
import { volatilityRows, withShuffledLabels } from './volatility-fixture.ts';

const QUICK = { ...GRU_TRAINING, hidden: 8, seeds: 1, learningRate: 1e-2, purgeMs: 8 * 60_000 };
const train = volatilityRows('train', 2_500);
const fresh = volatilityRows('fresh', 2_500);

const rng = (seed: string) => createRng(seed).uniform;

/** Mean QLIKE on rows never trained on. */
function lossOn(data: SequenceData, correct: (row: number) => number): number {
  let sum = 0;
  for (let row = 0; row < data.targets.length; row++)
    sum += clampedQlike(Math.log(data.targets[row] ?? 0) - (data.offsets[row] ?? 0), correct(row));
  return sum / data.targets.length;
}

/** The best that a constant correction can do: ln of the mean ratio. */
function constantLoss(data: SequenceData): number {
  const ratios = Array.from(data.targets, (t, row) => t / Math.exp(data.offsets[row] ?? 0));
  const constant = Math.log(ratios.reduce((sum, each) => sum + each, 0) / ratios.length);
  return lossOn(data, () => constant);
}

const gruLoss = (data: SequenceData, labelled: SequenceData) => {
  const { model, histories } = trainGru(labelled, QUICK, rng('gru'));
  return {
    histories,
    loss: lossOn(data, (row) => runGru(model, data.windowOf(row), data.staticsOf(row))),
  };
};

describe('skill', () => {
  it('both models beat the best constant on fresh rows, and the tail loss falls', () => {
    const bar = constantLoss(fresh);
    const { loss, histories } = gruLoss(fresh, train);
    expect(loss).toBeLessThan(bar - 0.05);
    for (const history of histories) {
      expect(history.bestTailLoss).toBeLessThan(history.startTailLoss - 0.05);
      expect(history.checks.at(-1)?.trainLoss).toBeLessThan(history.checks[0]?.trainLoss ?? 0);
    }
    const linear = trainDLinear(
      train,
      { ...SEQUENCE_TRAINING, purgeMs: 8 * 60_000 },
      rng('dlinear'),
    );
    const linearLoss = lossOn(fresh, (row) =>
      runDLinear(linear.model, fresh.windowOf(row), fresh.staticsOf(row)),
    );
    expect(linearLoss).toBeLessThan(bar - 0.03);
  });

  it('shuffled labels teach nothing: no better than a constant on fresh rows', () => {
    const { loss } = gruLoss(fresh, withShuffledLabels(train, 'deal'));
    expect(loss).toBeGreaterThan(constantLoss(fresh) - 0.01);
  });
});

describe('training', () => {
  const few = volatilityRows('few', 300);
  const brief = { ...QUICK, seeds: 2, epochs: 1 };

  it('is the same model for the same seed and another for another', () => {
    const once = trainGru(few, brief, rng('a'));
    expect(trainGru(few, brief, rng('a'))).toEqual(once);
    expect(trainGru(few, brief, rng('b')).model.head).not.toEqual(once.model.head);
  });

  it('averages its seeds: the ensemble is the mean of the networks trained one by one', () => {
    const shared = rng('pair');
    const bounds = { ...brief, lowest: -50, highest: 50 };
    const first = trainGru(few, { ...bounds, seeds: 1 }, shared).model;
    const second = trainGru(few, { ...bounds, seeds: 1 }, shared).model;
    const both = trainGru(few, bounds, rng('pair')).model;
    for (const row of [0, 50, 299]) {
      const ask = (model: typeof both) => runGru(model, few.windowOf(row), few.staticsOf(row));
      expect(ask(both)).toBeCloseTo((ask(first) + ask(second)) / 2, 5);
    }
  });

  it('keeps the parameters of the best tail loss, the untrained ones when nothing helped', () => {
    const wild = { ...QUICK, learningRate: 5, epochs: 1 };
    const { model, histories } = trainGru(withShuffledLabels(few, 'x'), wild, rng('wild'));
    const [history] = histories;
    const seen = [history?.startTailLoss ?? 0, ...(history?.checks ?? []).map((c) => c.tailLoss)];
    expect(history?.bestTailLoss).toBe(Math.min(...seen));
    if (history?.bestTailLoss === history?.startTailLoss)
      expect(runGru(model, few.windowOf(0), few.staticsOf(0))).toBe(0);
  });

  it('stops when patience is out and says how far it is', () => {
    const shares: number[] = [];
    const impatient = {
      ...brief,
      seeds: 1,
      epochs: 50,
      patience: 2,
      learningRate: 0.5,
      onProgress: (share: number) => shares.push(share),
    };
    const { histories } = trainGru(few, impatient, rng('stop'));
    expect(histories[0]?.checks.length).toBeLessThan(100);
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  });

  it('F103 refuses rows with a value that is not finite, by name', () => {
    const staticsOf = (row: number) => [row === 9 ? Number.NaN : 0];
    expect(() => trainGru({ ...few, staticsOf }, brief, rng('x'))).toThrow(
      'row 9: static noise is not finite',
    );
    expect(() => trainDLinear({ ...few, staticsOf }, brief, rng('x'))).toThrow(
      'row 9: static noise',
    );
  });
});
