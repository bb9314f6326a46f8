// Exact TreeSHAP of one model, second after second. In: the model once, then rows. Out: the parts of each row.
// What a leaf gives to each feature on its way depends only on which of them the row goes on with: it is worked out once for
// every such case (as in Yang 2021, "Fast TreeSHAP"), and a row only looks it up. Two leaves of one split are kept as one.
import { assertCondition } from '#lib/check.ts';
import type { TreeModel } from './tree-model.ts';
import { createWay, explainTrees, shareLeaf, type Way } from './tree-shap.ts';

/** Most shares kept for a model, 8 bytes each: deeper models are walked anew for each row. */
const MOST_SHARES = 2 ** 19;

/** Explains one row: one number a feature, then the expectation. The array is written over by the next call. */
export type TreeExplainer = (row: Float32Array) => Float64Array;

/** What `nodes` holds of each node. */
const FIELDS = 6;
/** The feature it asks for; −1 = a leaf alone. */
const ASKED = 0;
/** 1 where a missing value goes left. */
const MISSING_LEFT = 1;
/** Inside: the bit of its feature among those on the way. Else the bit above theirs. */
const BIT = 2;
/** How many features share what lies below; INSIDE = go further down. */
const COUNT = 3;
const INSIDE = -1;
/** Inside: the right child. Else the first of its shares, those of each case side by side. */
const NEXT = 4;
/** The first of the features that share. */
const WAY = 5;

/** Nodes in the order of a walk, left side first: a left child stands right behind its parent. */
interface Tables {
  readonly nodes: Int32Array;
  readonly threshold: Float32Array;
  readonly ways: Int32Array;
  readonly shares: Float64Array;
  /** Scratch by node, a bit for each feature the row goes on with on the way there; all set at a root. */
  readonly goesOn: Int32Array;
}

interface Builder {
  readonly model: TreeModel;
  readonly way: Way;
  readonly nodes: number[];
  readonly threshold: number[];
  readonly ways: number[];
  readonly shares: number[];
}

/** A leaf, and at which feature of the way the row must go on to get there from its split; −1 = none of its own. */
interface Below {
  readonly leaf: number;
  readonly at: number;
  /** The side of the split, 1 = left; a leaf alone has none. */
  readonly side: number | null;
  /** Share of the cover that goes on at `at`. */
  readonly zero: number;
}

/** The shares of these leaves together, in every case of the `known` features met before, and of the split where two. */
function addShares(
  built: Builder,
  size: { known: number; all: number },
  below: readonly Below[],
): boolean {
  const { way, model, shares } = built;
  const { known, all } = size;
  const cases = 2 ** known * below.length;
  if (shares.length + cases * all > MOST_SHARES) return false;
  built.ways.push(...way.feature.subarray(0, all));
  const parts = new Float64Array(all);
  const own: Way = {
    feature: Int32Array.from(parts, (_, i) => i),
    zero: way.zero.slice(),
    one: new Uint8Array(all + 1),
    sums: way.sums,
  };
  for (let goesOn = 0; goesOn < cases; goesOn++) {
    parts.fill(0);
    for (const { leaf, at, side, zero } of below) {
      for (let i = 0; i < all; i++) own.one[i] = i < known ? (goesOn >> i) & 1 : 1;
      if (side !== null) {
        own.zero[at] = zero;
        if (goesOn >> known !== side) own.one[at] = 0;
      }
      shareLeaf({ way: own, parts }, all, model.value[leaf] ?? Number.NaN);
    }
    shares.push(...parts);
  }
  return true;
}

function addNode(built: Builder, node: number, fields: readonly [number, number, number]): number {
  const { model, nodes, threshold, ways, shares } = built;
  const [asked, bit, count] = fields;
  threshold.push(model.threshold[node] ?? Number.NaN);
  nodes.push(asked, model.missingLeft[node] ?? Number.NaN, bit, count, shares.length, ways.length);
  return threshold.length - 1;
}

/** Lays out the node and all below it; `size` features have been met so far. False when there would be too many shares. */
function layOut(built: Builder, node: number, size: number): boolean {
  const { model, way } = built;
  const { feature, zero } = way;
  const asked = model.feature[node] ?? Number.NaN;
  if (asked < 0) {
    addNode(built, node, [asked, 2 ** size, size]);
    const alone = { leaf: node, at: -1, side: null, zero: 1 };
    return addShares(built, { known: size, all: size }, [alone]);
  }
  let at = 0;
  while (at < size && feature[at] !== asked) at++;
  const all = Math.max(size, at + 1);
  const z = at === size ? 1 : (zero[at] ?? Number.NaN);
  const left = model.left[node] ?? Number.NaN;
  const perCover = z / (model.cover[node] ?? Number.NaN);
  const sides = [left, left + 1].map((leaf, i) => ({
    ...{ leaf, at, side: 1 - i },
    zero: perCover * (model.cover[leaf] ?? Number.NaN),
  }));
  feature[at] = asked;
  if (sides.every(({ leaf }) => (model.feature[leaf] ?? Number.NaN) < 0)) {
    addNode(built, node, [asked, 2 ** size, all]);
    return addShares(built, { known: size, all }, sides);
  }
  const place = addNode(built, node, [asked, 2 ** at, INSIDE]);
  for (const { leaf, side, zero: share } of sides) {
    if (side === 0) built.nodes[place * FIELDS + NEXT] = built.threshold.length;
    feature[at] = asked;
    zero[at] = share;
    if (!layOut(built, leaf, all)) return false;
  }
  zero[at] = z;
  return true;
}

/** Null when the model is too deep for tables. */
function tablesOf(model: TreeModel): Tables | null {
  const way = createWay(model);
  const built: Builder = { model, way, nodes: [], threshold: [], ways: [], shares: [] };
  for (const root of model.roots) if (!layOut(built, root, 0)) return null;
  return {
    nodes: Int32Array.from(built.nodes),
    threshold: Float32Array.from(built.threshold),
    ways: Int32Array.from(built.ways),
    shares: Float64Array.from(built.shares),
    goesOn: new Int32Array(built.threshold.length).fill(-1),
  };
}

/** Adds to `parts` what every leaf gives in the case of this row. */
function lookUp(tables: Tables, row: Float32Array, parts: Float64Array): void {
  const { nodes, threshold, ways, shares, goesOn } = tables;
  for (let node = 0, at = 0; node < threshold.length; node++, at += FIELDS) {
    const asked = nodes[at + ASKED] ?? -1;
    const bit = nodes[at + BIT] ?? 0;
    const count = nodes[at + COUNT] ?? 0;
    const next = nodes[at + NEXT] ?? 0;
    const on = goesOn[node] ?? 0;
    let goesLeft = false;
    if (asked >= 0) {
      const x = row[asked] ?? Number.NaN;
      goesLeft = x <= (threshold[node] ?? 0) || (Number.isNaN(x) && nodes[at + MISSING_LEFT] === 1);
      if (count === INSIDE) {
        goesOn[node + 1] = goesLeft ? on : on & ~bit;
        goesOn[next] = goesLeft ? on & ~bit : on;
        continue;
      }
    }
    const way = nodes[at + WAY] ?? 0;
    const share = next + ((on & (bit - 1)) + (goesLeft ? bit : 0)) * count;
    for (let i = 0; i < count; i++) {
      const place = ways[way + i] ?? 0;
      parts[place] = (parts[place] ?? 0) + (shares[share + i] ?? 0);
    }
  }
}

/**
 * Works the tables out once; the numbers are those of explainTrees, summed in another order. The explainer throws
 * `Condition failed` on a row of another width; O(leaves × depth) a row.
 */
export function treeExplainer(model: TreeModel): TreeExplainer {
  const tables = tablesOf(model);
  if (tables === null) return (row) => explainTrees(model, row);
  const parts = new Float64Array(model.width + 1);
  return (row) => {
    assertCondition(row.length === model.width, 'the row has another width than the model');
    parts.fill(0);
    lookUp(tables, row, parts);
    parts[model.width] = model.expectation;
    return parts;
  };
}
