// Golden numbers of XGBoost: our evaluator and TreeSHAP give its answers from its trees; our trainer reaches its loss.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTreeModel, type TreeModel } from '#server/core/3-models/tree-model.ts';
import { predictTrees } from '#server/core/3-models/tree-predict.ts';
import { explainTrees } from '#server/core/3-models/tree-shap.ts';
import { trainTrees } from './train-trees.ts';
import type { TreeLoss } from './tree-loss.ts';
import type { TreeRows } from './tree-rows.ts';

interface ForeignTree {
  readonly left: readonly number[];
  readonly right: readonly number[];
  readonly feature: readonly number[];
  readonly condition: readonly number[];
  readonly missingLeft: readonly number[];
  readonly cover: readonly number[];
}

interface Golden {
  readonly name: string;
  readonly loss: TreeLoss;
  readonly width: number;
  readonly train: number;
  readonly depth: number;
  readonly learningRate: number;
  readonly ridge: number;
  readonly minHessian: number;
  readonly rounds: number;
  readonly values: readonly (number | null)[];
  readonly targets: readonly number[];
  readonly offsets: readonly number[];
  readonly startLoss: number;
  readonly trainLoss: number;
  readonly testLoss: number;
  readonly trees: readonly ForeignTree[];
  readonly margins: readonly number[];
  readonly contributions: readonly number[];
}

const GOLDEN = JSON.parse(
  readFileSync(join(import.meta.dirname, 'fixtures', 'xgboost-golden.json'), 'utf8'),
) as readonly Golden[];

/** The float32 just below: value < t is value ≤ this. */
function justBelow(value: number): number {
  const bits = new Int32Array(1);
  const view = new Float32Array(bits.buffer);
  view[0] = value;
  if (value === 0) return -(2 ** -149);
  bits[0] = (bits[0] ?? 0) + (value > 0 ? -1 : 1);
  return view[0] ?? 0;
}

/** XGBoost's trees in our layout: children side by side, ≤ in place of <. */
function flatten(golden: Golden): TreeModel {
  const roots: number[] = [];
  const nodes: {
    feature: number;
    threshold: number;
    missing: number;
    left: number;
    value: number;
    cover: number;
  }[] = [];
  for (const tree of golden.trees) {
    const start = nodes.length;
    roots.push(start);
    const order = [0];
    for (let at = 0; at < order.length; at++) {
      const from = order[at] ?? 0;
      const left = tree.left[from] ?? -1;
      const condition = tree.condition[from] ?? 0;
      const isLeaf = left < 0;
      nodes.push({
        feature: isLeaf ? -1 : (tree.feature[from] ?? 0),
        threshold: isLeaf ? 0 : justBelow(condition),
        missing: tree.missingLeft[from] ?? 0,
        left: isLeaf ? 0 : start + order.length,
        value: isLeaf ? condition : 0,
        cover: tree.cover[from] ?? 0,
      });
      if (!isLeaf) order.push(left, tree.right[from] ?? 0);
    }
  }
  return createTreeModel({
    width: golden.width,
    base: 0,
    roots: Int32Array.from(roots),
    feature: Int32Array.from(nodes, (node) => node.feature),
    threshold: Float32Array.from(nodes, (node) => node.threshold),
    missingLeft: Uint8Array.from(nodes, (node) => node.missing),
    left: Int32Array.from(nodes, (node) => node.left),
    value: Float32Array.from(nodes, (node) => node.value),
    cover: Float32Array.from(nodes, (node) => node.cover),
  });
}

function rowsOf(golden: Golden, from: number, to: number): TreeRows {
  const { width } = golden;
  return {
    width,
    values: Float32Array.from(
      golden.values.slice(from * width, to * width),
      (value) => value ?? Number.NaN,
    ),
    targets: Float64Array.from(golden.targets.slice(from, to)),
    offsets: Float64Array.from(golden.offsets.slice(from, to)),
  };
}

function lossOf(model: TreeModel, rows: TreeRows, loss: TreeLoss): number {
  let sum = 0;
  rows.targets.forEach((target, i) => {
    const row = rows.values.subarray(i * rows.width, (i + 1) * rows.width);
    const forecast = (rows.offsets?.[i] ?? 0) + predictTrees(model, row);
    const ratio = target * Math.exp(-forecast);
    sum += loss === 'gamma' ? ratio - Math.log(ratio) - 1 : (target - forecast) ** 2;
  });
  return sum / rows.targets.length;
}

describe.each(GOLDEN.map((golden) => [golden.name, golden] as const))(
  'XGBoost, %s',
  (_, golden) => {
    const model = flatten(golden);
    const train = rowsOf(golden, 0, golden.train);
    const test = rowsOf(golden, golden.train, golden.targets.length);
    const rowAt = (i: number) => test.values.subarray(i * golden.width, (i + 1) * golden.width);

    it('its trees give its margins within 1e-5', () => {
      expect(golden.margins.length).toBe(40);
      golden.margins.forEach((margin, i) => {
        expect(Math.abs(predictTrees(model, rowAt(i)) - margin)).toBeLessThan(1e-5);
      });
    });

    it('its trees give its contributions and expectation within 1e-5', () => {
      const size = golden.width + 1;
      golden.margins.forEach((_margin, i) => {
        const parts = explainTrees(model, rowAt(i));
        const theirs = golden.contributions.slice(i * size, (i + 1) * size);
        theirs.forEach((part, feature) => {
          expect(Math.abs((parts[feature] ?? 9) - part)).toBeLessThan(1e-5);
        });
      });
    });

    it('its losses follow from its trees, so targets and offsets mean the same here', () => {
      expect(lossOf(model, train, golden.loss)).toBeCloseTo(golden.trainLoss, 5);
      expect(lossOf(model, test, golden.loss)).toBeCloseTo(golden.testLoss, 5);
    });

    it('our trainer grows its very trees on its rows, and its loss held out is the same within 1 %', () => {
      const { loss, depth, learningRate, ridge, minHessian } = golden;
      const own = trainTrees(
        train,
        {
          ...{ loss, depth, learningRate, ridge, minHessian, trees: golden.rounds, minGain: 0 },
          ...{ rowShare: 1, featureShare: 1, bins: 255, monotone: [], base: 0, stop: null },
        },
        () => 0,
      );
      expect(own.roots).toEqual(model.roots);
      expect(own.feature).toEqual(model.feature);
      for (let i = 0; i < golden.train; i++) {
        const row = train.values.subarray(i * golden.width, (i + 1) * golden.width);
        expect(Math.abs(predictTrees(own, row) - predictTrees(model, row))).toBeLessThan(1e-5);
      }
      expect(lossOf(own, train, loss)).toBeCloseTo(golden.trainLoss, 5);
      const held = lossOf(own, test, loss);
      expect(Math.abs(held / golden.testLoss - 1)).toBeLessThan(0.01);
      expect(held).toBeLessThan(0.9 * golden.startLoss);
    });
  },
);
