// Tree ensembles on random models: predictions, Shapley values against all subsets, JSON there and back, refusals.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unwrap } from '#lib/result.ts';
import { treeExplainer } from './tree-attribution.ts';
import { parseTreeModel, treeModelText } from './tree-json.ts';
import { createTreeModel, type TreeModel, type TreeNodes } from './tree-model.ts';
import { predictTrees } from './tree-predict.ts';
import { explainTrees } from './tree-shap.ts';

const WIDTH = 4;

/** Uniforms in (0, 1) from a seed. */
function uniforms(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state + 0.5) / 4_294_967_296;
  };
}

interface LooseNode {
  feature: number;
  threshold: number;
  missingLeft: number;
  left: number;
  value: number;
  cover: number;
}

/** A model of random trees over WIDTH features: thresholds from a few values, so that rows meet them exactly. */
function randomModel(next: () => number, trees: number, depth: number): TreeModel {
  const nodes: LooseNode[] = [];
  const roots: number[] = [];
  const leaf = (cover: number): LooseNode => ({
    feature: -1,
    threshold: 0,
    missingLeft: 0,
    left: 0,
    value: next() * 4 - 2,
    cover,
  });
  for (let tree = 0; tree < trees; tree++) {
    roots.push(nodes.length);
    nodes.push(leaf(100));
    const open = [{ index: nodes.length - 1, level: 0 }];
    for (let at = open.shift(); at; at = open.shift()) {
      const node = nodes[at.index];
      if (!node || at.level >= depth || next() < 0.15) continue;
      const share = 0.1 + 0.8 * next();
      Object.assign(node, {
        feature: Math.floor(next() * WIDTH),
        threshold: Math.floor(next() * 5) / 4,
        missingLeft: next() < 0.5 ? 1 : 0,
        left: nodes.length,
        value: 0,
      });
      nodes.push(leaf(node.cover * share), leaf(node.cover * (1 - share)));
      open.push({ index: node.left, level: at.level + 1 });
      open.push({ index: node.left + 1, level: at.level + 1 });
    }
  }
  return createTreeModel({
    width: WIDTH,
    base: 0.25,
    roots: Int32Array.from(roots),
    feature: Int32Array.from(nodes, (node) => node.feature),
    threshold: Float32Array.from(nodes, (node) => node.threshold),
    missingLeft: Uint8Array.from(nodes, (node) => node.missingLeft),
    left: Int32Array.from(nodes, (node) => node.left),
    value: Float32Array.from(nodes, (node) => node.value),
    cover: Float32Array.from(nodes, (node) => node.cover),
  });
}

/** One tree that asks for another feature at each of `depth` levels, and goes on at the right side. */
function chain(depth: number): TreeModel {
  const nodes = Array.from({ length: 2 * depth + 1 }, (_, node) => ({
    isLeaf: node % 2 === 1 || node === 2 * depth,
    level: node / 2,
    node,
  }));
  return createTreeModel({
    width: depth,
    base: 0,
    roots: Int32Array.of(0),
    feature: Int32Array.from(nodes, ({ isLeaf, level }) => (isLeaf ? -1 : level)),
    threshold: new Float32Array(nodes.length).fill(0.5),
    missingLeft: new Uint8Array(nodes.length),
    left: Int32Array.from(nodes, ({ isLeaf, node }) => (isLeaf ? 0 : node + 1)),
    value: Float32Array.from(nodes, ({ isLeaf, node }) => (isLeaf ? 1 + node / 7 : 0)),
    cover: Float32Array.from(nodes, ({ node }) => 0.9 ** Math.ceil(node / 2)),
  });
}

function randomRow(next: () => number): Float32Array {
  return Float32Array.from({ length: WIDTH }, () =>
    next() < 0.15 ? Number.NaN : Math.floor(next() * 9) / 8,
  );
}

/** Expected prediction when only the features of `known` (a bit each) are known, by walking both ways at the others. */
function expected(model: TreeModel, row: Float32Array, known: number): number {
  const below = (node: number): number => {
    const feature = model.feature[node] ?? -1;
    if (feature < 0) return model.value[node] ?? 0;
    const left = model.left[node] ?? 0;
    if ((known >> feature) & 1) {
      const x = row[feature] ?? 0;
      const isLeft = Number.isNaN(x)
        ? model.missingLeft[node] === 1
        : x <= (model.threshold[node] ?? 0);
      return below(isLeft ? left : left + 1);
    }
    const cover = model.cover[node] ?? 1;
    const share = (child: number) => (model.cover[child] ?? 0) / cover;
    return share(left) * below(left) + share(left + 1) * below(left + 1);
  };
  return [...model.roots].reduce((sum, root) => sum + below(root), model.base);
}

const FACTORIAL = [1, 1, 2, 6, 24];

/** The Shapley value from its definition: all subsets of the other features. */
function shapley(model: TreeModel, row: Float32Array, feature: number): number {
  let sum = 0;
  for (let subset = 0; subset < 1 << WIDTH; subset++) {
    if ((subset >> feature) & 1) continue;
    const size = [...subset.toString(2)].filter((bit) => bit === '1').length;
    const weight =
      ((FACTORIAL[size] ?? 0) * (FACTORIAL[WIDTH - size - 1] ?? 0)) / (FACTORIAL[WIDTH] ?? 1);
    const gained = expected(model, row, subset | (1 << feature)) - expected(model, row, subset);
    sum += weight * gained;
  }
  return sum;
}

const seeds = fc.integer({ min: 1, max: 2 ** 31 });

describe('tree ensemble', () => {
  it('a prediction is the base plus the leaf each tree leads to', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const next = uniforms(seed);
        const model = randomModel(next, 5, 4);
        const row = randomRow(next);
        expect(predictTrees(model, row)).toBeCloseTo(expected(model, row, 15), 12);
      }),
    );
  });

  it('a row of another width is refused', () => {
    const model = randomModel(uniforms(1), 1, 2);
    expect(() => predictTrees(model, new Float32Array(3))).toThrow('another width');
    expect(() => explainTrees(model, new Float32Array(5))).toThrow('another width');
  });

  it('the expectation is the mean over the training mix', () => {
    const model = randomModel(uniforms(9), 8, 5);
    expect(model.expectation).toBeCloseTo(expected(model, new Float32Array(WIDTH), 0), 12);
  });
});

describe('TreeSHAP', () => {
  it('contributions equal Shapley values from their definition, repeated and missing features included', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const next = uniforms(seed);
        const model = randomModel(next, 3, 6);
        const row = randomRow(next);
        const parts = explainTrees(model, row);
        for (let feature = 0; feature < WIDTH; feature++)
          expect(parts[feature]).toBeCloseTo(shapley(model, row, feature), 9);
      }),
      { numRuns: 60 },
    );
  });

  it('contributions and expectation sum to the prediction within 1e-9', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const next = uniforms(seed);
        const model = randomModel(next, 40, 8);
        const row = randomRow(next);
        const sum = explainTrees(model, row).reduce((a, b) => a + b, 0);
        expect(Math.abs(sum - predictTrees(model, row))).toBeLessThan(1e-9);
      }),
      { numRuns: 40 },
    );
  });

  it('looked up from tables they are the same within 1e-12, row after row', () => {
    fc.assert(
      fc.property(seeds, fc.constantFrom(1, 3, 6), (seed, depth) => {
        const next = uniforms(seed);
        const model = randomModel(next, 12, depth);
        const explain = treeExplainer(model);
        for (let second = 0; second < 5; second++) {
          const row = randomRow(next);
          const walked = explainTrees(model, row);
          for (const [i, part] of explain(row).entries())
            expect(Math.abs(part - (walked[i] ?? Number.NaN))).toBeLessThan(1e-12);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('a model too deep for tables is walked: the same numbers, and a row of another width refused', () => {
    const next = uniforms(7);
    const deep = chain(24);
    const row = Float32Array.from({ length: 24 }, () => 2 * next());
    const parts = treeExplainer(deep)(row);
    expect(parts).toEqual(explainTrees(deep, row));
    expect(Math.abs(parts.reduce((a, b) => a + b, 0) - predictTrees(deep, row))).toBeLessThan(1e-9);
    expect(() => treeExplainer(deep)(new Float32Array(3))).toThrow('another width');
    expect(() => treeExplainer(chain(3))(new Float32Array(4))).toThrow('another width');
  });

  it('a feature that no tree asks for contributes nothing', () => {
    const model = randomModel(uniforms(3), 6, 3);
    const wider = createTreeModel({ ...model, width: WIDTH + 1 });
    expect(explainTrees(wider, new Float32Array(WIDTH + 1))[WIDTH]).toBe(0);
  });
});

describe('tree model as JSON', () => {
  it('comes back exact to the bit', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const model = randomModel(uniforms(seed), 4, 4);
        expect(unwrap(parseTreeModel(treeModelText(model)))).toEqual(model);
      }),
    );
  });

  const model = randomModel(uniforms(5), 2, 3);
  const spoiled: readonly [string, object, string][] = [
    ['another format', { format: 2 }, 'format is not 1'],
    ['a missing list', { cover: undefined }, 'cover is not a list'],
    ['a word in a list', { threshold: ['1'] }, 'threshold is not a list'],
    ['half an index', { left: [...model.left].fill(0.5) }, 'not all are integers'],
    ['a short list', { value: [1] }, 'differ in length'],
    ['a feature beyond the row', { width: 1 }, 'no such feature'],
    ['a circle', { left: [...model.left].map(() => 0) }, 'children are not after it'],
    ['an empty node', { cover: [...model.cover].map(() => 0) }, 'cover must be > 0'],
    ['a value that is no number', { value: [...model.value].map(() => 1e99) }, 'not finite'],
    ['no base', { base: null }, 'base is not a number'],
  ];
  it.each(spoiled)('%s is refused by name', (_, change, reason) => {
    const json: object = { ...JSON.parse(treeModelText(model)), ...change };
    const parsed = parseTreeModel(JSON.stringify(json));
    expect(parsed.ok ? 'accepted' : parsed.error).toContain(reason);
  });

  it('text that is not JSON and two parents of one node are refused', () => {
    expect(parseTreeModel('{').ok).toBe(false);
    expect(parseTreeModel('[]').ok).toBe(false);
    const nodes: TreeNodes = {
      width: 1,
      base: 0,
      roots: Int32Array.of(0),
      feature: Int32Array.of(0, 0, -1, -1),
      threshold: new Float32Array(4),
      missingLeft: new Uint8Array(4),
      left: Int32Array.of(1, 2, 0, 0),
      value: new Float32Array(4),
      cover: new Float32Array(4).fill(1),
    };
    expect(() => createTreeModel(nodes)).toThrow('two parents');
  });
});
