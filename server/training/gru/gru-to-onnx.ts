// The GRU ensemble as an ONNX file. In: model, groups to explain, metadata. Out: bytes for opset 17.
// ONNX wants the gates as z, r, h and keeps b_hn inside the reset product with linear_before_reset = 1 (models E1).
import type { GruCell, GruModel } from '#server/core/3-models/gru-model.ts';
import { groupMembers } from '#server/core/3-models/sequence-ablation.ts';
import type { FeatureGroup } from '#server/core/3-models/sequence-model.ts';
import { type GraphNode, graphToBytes, type OnnxGraph } from '../onnx-graph.ts';

type Constant = OnnxGraph['floats'][number];

/** As good as no bound in float32. */
const UNBOUNDED = 3e38;

/** Rows of gates r, z, n in the order z, r, n. */
function reordered(values: readonly number[], hidden: number): number[] {
  const gate = values.length / 3;
  const rowsOf = (index: number) => values.slice(index * gate, (index + 1) * gate);
  if (gate % hidden !== 0) throw new Error('Invariant: three equal gates');
  return [...rowsOf(1), ...rowsOf(0), ...rowsOf(2)];
}

/** W, R and B of one cell in ONNX's shapes. */
function cellConstants(cell: GruCell, index: number, model: GruModel): readonly Constant[] {
  const { hidden } = model;
  const inputs = model.inputNames.length;
  return [
    {
      name: `W${index}`,
      shape: [1, 3 * hidden, inputs],
      values: reordered(cell.inputWeights, hidden),
    },
    {
      name: `R${index}`,
      shape: [1, 3 * hidden, hidden],
      values: reordered(cell.hiddenWeights, hidden),
    },
    {
      name: `B${index}`,
      shape: [1, 6 * hidden],
      values: [...reordered(cell.inputBias, hidden), ...reordered(cell.hiddenBias, hidden)],
    },
  ];
}

/** Row 0 leaves the input as it is; row g puts the features of group g at their training means: rows = in · keep + fill. */
function ablation(model: GruModel, groups: readonly FeatureGroup[]): readonly Constant[] {
  const width = model.inputNames.length;
  const flat = model.steps * width + model.staticNames.length;
  const keep = new Array<number>(flat).fill(1);
  const fill = new Array<number>(flat).fill(0);
  for (const group of groups) {
    const { inputs, statics } = groupMembers(model, group);
    for (let i = 0; i < model.steps * width; i++) {
      keep.push(inputs[i % width] ? 0 : 1);
      fill.push(inputs[i % width] ? (model.inputMeans[i % width] ?? 0) : 0);
    }
    statics.forEach((isMember, i) => {
      keep.push(isMember ? 0 : 1);
      fill.push(isMember ? (model.staticMeans[i] ?? 0) : 0);
    });
  }
  const shape = [1 + groups.length, flat];
  return [
    { name: 'keep', shape, values: keep },
    { name: 'fill', shape, values: fill },
  ];
}

/** Column 0 takes the answer itself, column g the answer minus that of row g; only the answer is bounded. */
function readout(model: GruModel, rows: number): readonly Constant[] {
  const difference: number[] = [];
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < rows; column++)
      difference.push(row === 0 ? 1 : row === column ? -1 : 0);
  const bound = (first: number, rest: number) => [first, ...new Array<number>(rows - 1).fill(rest)];
  return [
    { name: 'difference', shape: [rows, rows], values: difference },
    { name: 'lowest', shape: [1, rows], values: bound(model.lowest, -UNBOUNDED) },
    { name: 'highest', shape: [1, rows], values: bound(model.highest, UNBOUNDED) },
  ];
}

/** Nodes from the flat input to [steps, rows, inputs] and to the statics. */
function unpack(model: GruModel): readonly GraphNode[] {
  const hasStatics = model.staticNames.length > 0;
  const staticNode = {
    operator: 'Slice',
    inputs: ['rows', 'stepsEnd', 'allEnd', 'columnAxis'],
    outputs: ['statics'],
  };
  return [
    { operator: 'Mul', inputs: ['window', 'keep'], outputs: ['kept'] },
    { operator: 'Add', inputs: ['kept', 'fill'], outputs: ['rows'] },
    {
      operator: 'Slice',
      inputs: ['rows', 'start', 'stepsEnd', 'columnAxis'],
      outputs: ['flatSteps'],
    },
    { operator: 'Reshape', inputs: ['flatSteps', 'stepShape'], outputs: ['rowSteps'] },
    {
      operator: 'Transpose',
      inputs: ['rowSteps'],
      outputs: ['steps'],
      attributes: { perm: [1, 0, 2] },
    },
    ...(hasStatics ? [staticNode] : []),
  ];
}

/** One GRU per seed, its last state as [rows, hidden]. */
function recurrence(model: GruModel): readonly GraphNode[] {
  return model.cells.flatMap((_, index) => [
    {
      operator: 'GRU',
      inputs: ['steps', `W${index}`, `R${index}`, `B${index}`],
      outputs: ['', `last${index}`],
      attributes: { hidden_size: model.hidden, linear_before_reset: 1 },
    },
    { operator: 'Reshape', inputs: [`last${index}`, 'stateShape'], outputs: [`state${index}`] },
  ]);
}

function readNodes(model: GruModel): readonly GraphNode[] {
  const states = model.cells.map((_, index) => `state${index}`);
  const inputs = model.staticNames.length > 0 ? [...states, 'statics'] : states;
  return [
    { operator: 'Concat', inputs, outputs: ['joined'], attributes: { axis: 1 } },
    { operator: 'Gemm', inputs: ['joined', 'head', 'bias'], outputs: ['column'] },
    { operator: 'Reshape', inputs: ['column', 'lineShape'], outputs: ['line'] },
    { operator: 'MatMul', inputs: ['line', 'difference'], outputs: ['answers'] },
    { operator: 'Max', inputs: ['answers', 'lowest'], outputs: ['floored'] },
    { operator: 'Min', inputs: ['floored', 'highest'], outputs: ['correction'] },
  ];
}

/**
 * Input `window` [1, steps·inputs + statics] (steps oldest first, then statics), output `correction` [1, 1 + groups]:
 * the clipped correction, then the contribution of each group as `ablateGroups` gives it, all in one run.
 */
export function gruToOnnx(
  model: GruModel,
  groups: readonly FeatureGroup[] = [],
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  const rows = 1 + groups.length;
  const inputs = model.inputNames.length;
  const stepsEnd = model.steps * inputs;
  const allEnd = stepsEnd + model.staticNames.length;
  return graphToBytes({
    name: model.kind,
    nodes: [...unpack(model), ...recurrence(model), ...readNodes(model)],
    floats: [
      ...ablation(model, groups),
      ...model.cells.flatMap((cell, index) => cellConstants(cell, index, model)),
      { name: 'head', shape: [model.head.length, 1], values: model.head },
      { name: 'bias', shape: [1], values: [model.bias] },
      ...readout(model, rows),
    ],
    integers: {
      start: [0],
      stepsEnd: [stepsEnd],
      ...(model.staticNames.length > 0 ? { allEnd: [allEnd] } : {}),
      columnAxis: [1],
      stepShape: [rows, model.steps, inputs],
      stateShape: [rows, model.hidden],
      lineShape: [1, rows],
    },
    input: { name: 'window', shape: [1, allEnd] },
    output: { name: 'correction', shape: [1, rows] },
    metadata,
  });
}
