// A boosted tree ensemble as flat arrays. In: the arrays of its nodes. Out: a checked model with depth and expectation.
import { assertCondition } from '#lib/check.ts';

/** The nodes of all trees, one after another. A node's children stand side by side: right = left + 1. */
export interface TreeNodes {
  /** How many features a row has. */
  readonly width: number;
  /** What every prediction starts from. */
  readonly base: number;
  /** First node of each tree; a child's index is always above its parent's. */
  readonly roots: Int32Array;
  /** Feature a node asks for; −1 marks a leaf. */
  readonly feature: Int32Array;
  /** A row goes left when its value ≤ threshold: float32 on both sides, as in ONNX BRANCH_LEQ. */
  readonly threshold: Float32Array;
  /** 1 where a missing value (NaN) goes left; otherwise it goes right. */
  readonly missingLeft: Uint8Array;
  /** Index of the left child; 0 at a leaf. */
  readonly left: Int32Array;
  /** What a leaf adds to the prediction; 0 inside. */
  readonly value: Float32Array;
  /** Sum of hessians that reached the node in training, > 0: the mix that contributions are relative to. */
  readonly cover: Float32Array;
}

export interface TreeModel extends TreeNodes {
  /** Splits on the longest way from a root to a leaf. */
  readonly depth: number;
  /** Mean prediction over the training mix: base + Σ leaf value × its share of the cover. */
  readonly expectation: number;
}

/** Most splits on a way: attribution has tables of this size. */
export const DEEPEST = 32;

function checkNode(nodes: TreeNodes, node: number, end: number): void {
  const feature = nodes.feature[node] ?? -2;
  assertCondition(feature >= -1 && feature < nodes.width, `node ${node}: no such feature`);
  assertCondition((nodes.cover[node] ?? 0) > 0, `node ${node}: cover must be > 0`);
  assertCondition(Number.isFinite(nodes.cover[node]), `node ${node}: cover is not finite`);
  assertCondition(Number.isFinite(nodes.value[node]), `node ${node}: value is not finite`);
  assertCondition(Number.isFinite(nodes.threshold[node]), `node ${node}: threshold is not finite`);
  const left = nodes.left[node] ?? 0;
  const isInside = left > node && left + 1 < end;
  assertCondition(feature === -1 || isInside, `node ${node}: its children are not after it`);
}

/** Checks the arrays and adds what follows from them. Throws `Condition failed` naming the node that is wrong. */
export function createTreeModel(nodes: TreeNodes): TreeModel {
  const size = nodes.feature.length;
  const { threshold, missingLeft, left, value, cover } = nodes;
  const fits = [threshold, missingLeft, left, value, cover].every((each) => each.length === size);
  assertCondition(fits, 'the arrays of the nodes differ in length');
  assertCondition(Number.isInteger(nodes.width) && nodes.width > 0, 'width must be > 0');
  assertCondition(Number.isFinite(nodes.base), 'base is not finite');
  const level = new Int32Array(size);
  const share = new Float64Array(size);
  let depth = 0;
  let expectation = nodes.base;
  nodes.roots.forEach((root, tree) => {
    const end = nodes.roots[tree + 1] ?? size;
    assertCondition(root >= 0 && root < end && end <= size, `tree ${tree}: its root is misplaced`);
    share[root] = 1;
    for (let node = root; node < end; node++) {
      checkNode(nodes, node, end);
      const reached = share[node] ?? 0;
      assertCondition(reached > 0, `node ${node}: no way leads there`);
      depth = Math.max(depth, level[node] ?? 0);
      if (nodes.feature[node] === -1) {
        expectation += reached * (value[node] ?? 0);
        continue;
      }
      const child = left[node] ?? 0;
      for (const each of [child, child + 1]) {
        assertCondition(share[each] === 0, `node ${each}: it has two parents`);
        share[each] = (reached * (cover[each] ?? 0)) / (cover[node] ?? 1);
        level[each] = (level[node] ?? 0) + 1;
      }
    }
  });
  assertCondition(depth <= DEEPEST, `a tree has ${depth} levels, at most ${DEEPEST} are allowed`);
  return { ...nodes, depth, expectation };
}
