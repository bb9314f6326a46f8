// Properties of the tree trainer: order of rows, chance, constraints, weights, missing values, stopping, no false skill.
import { describe, expect, it } from 'vitest';
import { treeModelText } from '#server/core/3-models/tree-json.ts';
import type { TreeModel } from '#server/core/3-models/tree-model.ts';
import { predictTrees } from '#server/core/3-models/tree-predict.ts';
import { createRng } from '#server/simulator/seeded/rng.ts';
import { madeUpRows, PLAIN } from './made-up-rows.ts';
import { trainTrees } from './train-trees.ts';
import { fillGradients, startFit } from './tree-loss.ts';
import type { TreeOptions, TreeRound } from './tree-options.ts';
import type { TreeRows } from './tree-rows.ts';

const noChance = () => {
  throw new Error('Invariant: nothing is drawn here');
};

function made(seed: string, count: number, missingShare = 0): TreeRows {
  return madeUpRows({ count, width: 6, missingShare }, createRng(seed).uniform);
}

/** The rows in another order. */
function taken(rows: TreeRows, order: readonly number[]): TreeRows {
  const { width, values, targets } = rows;
  return {
    width,
    values: Float32Array.from(
      order.flatMap((row) => [...values.subarray(row * width, (row + 1) * width)]),
    ),
    targets: Float64Array.from(order, (row) => targets[row] ?? 0),
  };
}

function shuffled(count: number, seed: string): number[] {
  const rng = createRng(seed);
  const order = Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = rng.below(i + 1);
    [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
  }
  return order;
}

function rowOf(rows: TreeRows, row: number): Float32Array {
  return rows.values.subarray(row * rows.width, (row + 1) * rows.width);
}

function squaredError(model: TreeModel, rows: TreeRows): number {
  let sum = 0;
  rows.targets.forEach((target, row) => {
    sum += (target - predictTrees(model, rowOf(rows, row))) ** 2;
  });
  return sum / rows.targets.length;
}

function qlike(model: TreeModel, rows: TreeRows): number {
  let sum = 0;
  rows.targets.forEach((target, row) => {
    const log = (rows.offsets?.[row] ?? 0) + predictTrees(model, rowOf(rows, row));
    const ratio = target * Math.exp(-log);
    sum += ratio - Math.log(ratio) - 1;
  });
  return sum / rows.targets.length;
}

/** Variances around a level that the offset knows, with a correction that the features know. */
function variances(seed: string, count: number): TreeRows {
  const rows = made(seed, count, 0.05);
  const rng = createRng(`${seed}/noise`);
  const offsets = Float64Array.from(rows.targets, () => -17 + 2 * rng.normal());
  const targets = rows.targets.map(
    (shape, i) => Math.exp((offsets[i] ?? 0) + 0.3 + 0.3 * shape) * rng.exponential(1) + 1e-12,
  );
  return { ...rows, targets, offsets };
}

const SMALL: TreeOptions = { ...PLAIN, trees: 40, depth: 4, minHessian: 10 };

describe('rows and chance', () => {
  it('the order of rows changes nothing, not a bit', () => {
    const rows = made('order', 2_000, 0.1);
    const first = treeModelText(trainTrees(rows, SMALL, noChance));
    for (const seed of ['a', 'b', 'c']) {
      const other = taken(rows, shuffled(2_000, seed));
      expect(treeModelText(trainTrees(other, SMALL, noChance))).toBe(first);
    }
  });

  it('gradients sum to the same number in any order', () => {
    const rows = variances('grid', 5_000);
    const pairs = new Float64Array(10_000);
    const order = Int32Array.from(shuffled(5_000, 'grid'));
    const fit = startFit(rows, 'gamma');
    fillGradients(fit, pairs, { order, count: 5_000 });
    let forward = 0;
    let backward = 0;
    for (let i = 0; i < 10_000; i += 2) {
      forward += pairs[i] ?? 0;
      backward += pairs[9_998 - i] ?? 0;
    }
    expect(forward).toBe(backward);
    const [row = 0] = order;
    expect(pairs[0]).toBeCloseTo(1 - (fit.left[row] ?? 0), 9);
  });

  it('a seed fixes the model, and another seed gives another', () => {
    const rows = made('seed', 1_500);
    const drawn: TreeOptions = { ...SMALL, trees: 10, rowShare: 0.5, featureShare: 0.5 };
    const text = (seed: string) => treeModelText(trainTrees(rows, drawn, createRng(seed).uniform));
    expect(text('1')).toBe(text('1'));
    expect(text('1')).not.toBe(text('2'));
  });

  it('a row of weight two counts as two rows', () => {
    const rows = made('weights', 120);
    const twice = taken(
      rows,
      [...rows.targets.keys()].flatMap((i) => (i < 40 ? [i, i] : [i])),
    );
    const weights = rows.targets.map((_, i) => (i < 40 ? 2 : 1));
    const heavy = trainTrees({ ...rows, weights }, SMALL, noChance);
    const double = trainTrees(twice, SMALL, noChance);
    for (let i = 0; i < 120; i++)
      expect(predictTrees(heavy, rowOf(rows, i))).toBeCloseTo(
        predictTrees(double, rowOf(rows, i)),
        5,
      );
  });
});

describe('what is learnt', () => {
  const rows = made('learn', 4_000);
  const held = made('learn/held', 2_000);
  const constant = trainTrees(rows, { ...SMALL, trees: 0 }, noChance);

  it('real labels give skill on held-out rows, shuffled labels give none', () => {
    const options = { ...SMALL, trees: 80 };
    const real = trainTrees(rows, options, noChance);
    const labels = shuffled(4_000, 'labels').map((i) => rows.targets[i] ?? 0);
    const blind = trainTrees({ ...rows, targets: Float64Array.from(labels) }, options, noChance);
    const start = squaredError(constant, held);
    expect(squaredError(real, held)).toBeLessThan(0.35 * start);
    expect(squaredError(blind, held)).toBeGreaterThan(0.999 * start);
  });

  it('a monotone feature never lowers the prediction, where a free one does', () => {
    const rng = createRng('monotone');
    const free = trainTrees(rows, SMALL, noChance);
    const bound = trainTrees(rows, { ...SMALL, monotone: [0, 0, 1, -1] }, noChance);
    const falls = (model: TreeModel, feature: number, direction: number): number => {
      let count = 0;
      for (let trial = 0; trial < 200; trial++) {
        const row = Float32Array.from({ length: 6 }, () => 1.5 * rng.normal());
        let before = Number.NEGATIVE_INFINITY;
        for (let x = -3; x <= 3; x += 0.05) {
          row[feature] = x;
          const now = direction * predictTrees(model, row);
          if (now < before) count++;
          before = now;
        }
      }
      return count;
    };
    expect(falls(free, 2, 1)).toBeGreaterThan(1_000);
    expect(falls(bound, 2, 1)).toBe(0);
    expect(falls(bound, 3, -1)).toBe(0);
    expect(squaredError(bound, held)).toBeLessThan(squaredError(constant, held));
  });

  it('that a value is missing can be learnt, whichever side that takes', () => {
    const rng = createRng('missing');
    const values = Float32Array.from({ length: 1_000 }, () =>
      rng.chance(0.3) ? Number.NaN : rng.normal(),
    );
    for (const sign of [1, -1]) {
      const targets = Float64Array.from(values, (value) =>
        Number.isNaN(value) ? sign : value > 1 ? sign : 0,
      );
      const options = { ...SMALL, learningRate: 1, ridge: 0, trees: 2 };
      const model = trainTrees({ width: 1, values, targets }, options, noChance);
      expect(predictTrees(model, Float32Array.of(Number.NaN))).toBeCloseTo(sign, 5);
      expect(predictTrees(model, Float32Array.of(2))).toBeCloseTo(sign, 5);
      expect(predictTrees(model, Float32Array.of(0))).toBeCloseTo(0, 5);
    }
  });

  it('no leaf holds less hessian than allowed, and no tree is deeper', () => {
    const model = trainTrees(rows, { ...SMALL, minHessian: 150, trees: 5 }, noChance);
    expect(Math.min(...model.cover)).toBeGreaterThanOrEqual(150);
    expect(model.depth).toBeLessThanOrEqual(SMALL.depth);
    expect(model.feature.length).toBeGreaterThan(10);
  });
});

describe('variances around an offset', () => {
  const rows = variances('gamma', 4_000);
  const held = variances('gamma/held', 2_000);
  const gamma: TreeOptions = { ...SMALL, loss: 'gamma', trees: 400, ridge: 5 };

  it('stops at the round with the least held-out QLIKE and keeps just those trees', () => {
    const rounds: TreeRound[] = [];
    const options: TreeOptions = {
      ...gamma,
      stop: { rows: held, patience: 20 },
      onRound: (round) => rounds.push(round),
    };
    const model = trainTrees(rows, options, noChance);
    const losses = rounds.map((each) => each.validationLoss ?? Number.NaN);
    const best = losses.indexOf(Math.min(...losses)) + 1;
    expect(model.roots.length).toBe(best);
    expect(rounds.length).toBe(best + 20);
    expect(qlike(model, held)).toBeCloseTo(Math.min(...losses), 10);
    const constant = trainTrees(rows, { ...gamma, trees: 0 }, noChance);
    expect(qlike(model, held)).toBeLessThan(qlike(constant, held) - 0.03);
  });

  it('a quiet level the trees never saw does not move the correction', () => {
    const model = trainTrees(rows, { ...gamma, trees: 30 }, noChance);
    const quieter: TreeRows = {
      ...rows,
      offsets: rows.offsets?.map((each) => each - 3),
      targets: rows.targets.map((each) => each * Math.exp(-3)),
    };
    const again = trainTrees(quieter, { ...gamma, trees: 30 }, noChance);
    for (let i = 0; i < 50; i++)
      expect(predictTrees(again, rowOf(rows, i))).toBeCloseTo(
        predictTrees(model, rowOf(rows, i)),
        4,
      );
  });

  it('pure noise keeps no tree', () => {
    const rng = createRng('noise');
    const noise = (from: TreeRows): TreeRows => ({
      ...from,
      targets: Float64Array.from(from.targets, () => rng.exponential(1) + 1e-9),
      offsets: undefined,
    });
    const options: TreeOptions = { ...gamma, stop: { rows: noise(held), patience: 10 } };
    const model = trainTrees(noise(rows), options, noChance);
    expect(model.roots.length).toBe(0);
  });
});

describe('refusals', () => {
  const rows = made('refuse', 50);
  const spoiled: readonly [string, Partial<TreeRows>, Partial<TreeOptions>, string][] = [
    ['rows of another width', { values: new Float32Array(7) }, {}, 'rows × width'],
    ['an infinite feature', { values: new Float32Array(300).fill(1 / 0) }, {}, 'infinite'],
    [
      'a target that is no number',
      { targets: new Float64Array(50).fill(Number.NaN) },
      {},
      'target',
    ],
    ['a variance of zero', { targets: new Float64Array(50) }, { loss: 'gamma' }, 'targets > 0'],
    ['a missing offset', { offsets: new Float64Array(50).fill(Number.NaN) }, {}, 'offset'],
    ['a weight of zero', { weights: new Float64Array(50) }, {}, 'weights'],
    ['256 bins', {}, { bins: 256 }, 'bins'],
    ['no depth', {}, { depth: 0 }, 'depth'],
    ['no rows to draw', {}, { rowShare: 0 }, 'rowShare'],
  ];
  it.each(spoiled)('%s is refused by name', (_, change, options, reason) => {
    const train = () => trainTrees({ ...rows, ...change }, { ...SMALL, ...options }, noChance);
    expect(train).toThrow(reason);
  });
});
