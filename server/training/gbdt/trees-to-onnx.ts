// A tree ensemble as an ONNX file. In: the model, names, metadata. Out: bytes of one TreeEnsembleRegressor.
// Source: operator ai.onnx.ml 3 TreeEnsembleRegressor; AttributeProto of onnx.proto3 (name 1, i 3, s 4, floats 7, ints 8,
// strings 9, type 20); still run by onnxruntime 1.30 (models E1).
import { assertCondition } from '#lib/check.ts';
import type { TreeModel } from '#server/core/3-models/tree-model.ts';
import { type Bytes, block, floats, integer, text, valueInfo, varint } from '../onnx-writer.ts';

/** AttributeProto.AttributeType. */
const STRING = 3;
const FLOATS = 6;
const INTS = 7;
const STRINGS = 8;

function attribute(name: string, type: number, body: Bytes): Bytes {
  return block(5, [...text(1, name), ...body, ...integer(20, type)]);
}

function intsAttribute(name: string, values: readonly number[]): Bytes {
  return attribute(name, INTS, block(8, values.flatMap(varint)));
}

function floatsAttribute(name: string, values: readonly number[]): Bytes {
  return attribute(name, FLOATS, block(7, floats(values)));
}

function stringsAttribute(name: string, values: readonly string[]): Bytes {
  return attribute(
    name,
    STRINGS,
    values.flatMap((value) => text(9, value)),
  );
}

/** Which tree each node belongs to, and its place in that tree. */
function placesOf(model: TreeModel): { readonly tree: number; readonly place: number }[] {
  return Array.from(model.roots).flatMap((root, tree) => {
    const end = model.roots[tree + 1] ?? model.feature.length;
    return Array.from({ length: end - root }, (_, place) => ({ tree, place }));
  });
}

function ensembleAttributes(model: TreeModel): Bytes {
  const places = placesOf(model);
  const nodes = places.map(({ tree, place }, node) => {
    const isLeaf = model.feature[node] === -1;
    const left = (model.left[node] ?? 0) - (model.roots[tree] ?? 0);
    return {
      tree,
      place,
      isLeaf,
      feature: isLeaf ? 0 : (model.feature[node] ?? 0),
      threshold: isLeaf ? 0 : (model.threshold[node] ?? 0),
      left: isLeaf ? 0 : left,
      right: isLeaf ? 0 : left + 1,
      missingLeft: model.missingLeft[node] ?? 0,
      value: model.value[node] ?? 0,
    };
  });
  const leaves = nodes.filter((node) => node.isLeaf);
  const mode = (node: { isLeaf: boolean }) => (node.isLeaf ? 'LEAF' : 'BRANCH_LEQ');
  const ints = (name: string, of: (node: (typeof nodes)[number]) => number) =>
    intsAttribute(name, nodes.map(of));
  return [
    ...ints('nodes_treeids', (node) => node.tree),
    ...ints('nodes_nodeids', (node) => node.place),
    ...ints('nodes_featureids', (node) => node.feature),
    ...stringsAttribute('nodes_modes', nodes.map(mode)),
    ...floatsAttribute(
      'nodes_values',
      nodes.map((node) => node.threshold),
    ),
    ...ints('nodes_truenodeids', (node) => node.left),
    ...ints('nodes_falsenodeids', (node) => node.right),
    ...ints('nodes_missing_value_tracks_true', (node) => node.missingLeft),
    ...intsAttribute(
      'target_treeids',
      leaves.map((node) => node.tree),
    ),
    ...intsAttribute(
      'target_nodeids',
      leaves.map((node) => node.place),
    ),
    ...intsAttribute(
      'target_ids',
      leaves.map(() => 0),
    ),
    ...floatsAttribute(
      'target_weights',
      leaves.map((node) => node.value),
    ),
    ...floatsAttribute('base_values', [model.base]),
    ...attribute('n_targets', 2, integer(3, 1)),
    ...attribute('aggregate_function', STRING, text(4, 'SUM')),
    ...attribute('post_transform', STRING, text(4, 'NONE')),
  ];
}

/** Names inside the file, and free text pairs kept with it. */
interface TreeFileNames {
  readonly name: string;
  readonly inputName: string;
  readonly outputName: string;
  readonly metadata: Readonly<Record<string, string>>;
}

const PLAIN_NAMES: TreeFileNames = {
  name: 'trees',
  inputName: 'features',
  outputName: 'correction',
  metadata: {},
};

/**
 * output[1, 1] = base + Σ leaves reached by input[1, width]; NaN goes where the model sends it.
 * Throws `Condition failed` for a model without trees: it is a constant, and the runtime refuses an empty ensemble.
 */
export function treesToOnnx(model: TreeModel, names: TreeFileNames = PLAIN_NAMES): Uint8Array {
  assertCondition(model.roots.length > 0, 'a model without trees has nothing to export');
  const node = [
    ...text(1, names.inputName),
    ...text(2, names.outputName),
    ...text(3, 'ensemble'),
    ...text(4, 'TreeEnsembleRegressor'),
    ...ensembleAttributes(model),
    ...text(7, 'ai.onnx.ml'),
  ];
  const graph = [
    ...block(1, node),
    ...text(2, names.name),
    ...block(11, valueInfo(names.inputName, [1, model.width])),
    ...block(12, valueInfo(names.outputName, [1, 1])),
  ];
  const properties = Object.entries(names.metadata).flatMap(([key, value]) =>
    block(14, [...text(1, key), ...text(2, value)]),
  );
  return Uint8Array.from([
    ...integer(1, 8),
    ...text(2, 'voltage-kalshi'),
    ...block(7, graph),
    ...block(8, [...text(1, ''), ...integer(2, 17)]),
    ...block(8, [...text(1, 'ai.onnx.ml'), ...integer(2, 3)]),
    ...properties,
  ]);
}
