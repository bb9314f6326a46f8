// From bins back to values. In: grown trees, cuts, base. Out: the flat model that core evaluates.
import { createTreeModel, type TreeModel } from '#server/core/3-models/tree-model.ts';
import type { GrownTree } from './grow-tree.ts';

/** The cut behind the last bin: every present value goes left, only the missing right. */
const LARGEST_FLOAT32 = 3.4028234663852886e38;

/** Flattens the trees: bins become float32 thresholds, children become indices into the whole. */
export function grownTreesToModel(
  trees: readonly GrownTree[],
  frame: {
    readonly width: number;
    readonly base: number;
    readonly cuts: readonly Float32Array[];
  },
): TreeModel {
  const { width, base, cuts } = frame;
  const roots = new Int32Array(trees.length);
  let size = 0;
  trees.forEach((tree, i) => {
    roots[i] = size;
    size += tree.nodes.length;
  });
  const nodes = trees.flatMap((tree, i) =>
    tree.nodes.map((node) => ({ ...node, start: roots[i] ?? 0 })),
  );
  const threshold = Float32Array.from(nodes, ({ feature, bin }) =>
    feature < 0 ? 0 : (cuts[feature]?.[bin] ?? LARGEST_FLOAT32),
  );
  return createTreeModel({
    width,
    base,
    roots,
    threshold,
    feature: Int32Array.from(nodes, (node) => node.feature),
    missingLeft: Uint8Array.from(nodes, (node) => (node.missingLeft ? 1 : 0)),
    left: Int32Array.from(nodes, (node) => (node.feature < 0 ? 0 : node.start + node.left)),
    value: Float32Array.from(nodes, (node) => node.value),
    cover: Float32Array.from(nodes, (node) => node.cover),
  });
}
