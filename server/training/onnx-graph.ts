// ONNX files of more than one operator. In: nodes with attributes, initialisers, input and output. Out: the protobuf bytes.
// Source: onnx.proto3 field numbers of NodeProto, AttributeProto, GraphProto, ModelProto; IR version 8, opset 17.
import { type Bytes, block, integer, tensor, text, valueInfo } from './onnx-writer.ts';

/** AttributeProto.AttributeType. */
const INTEGER = 2;
const INTEGERS = 7;
/** int64 in ONNX's list of element types. */
const INT64 = 7;

export interface GraphNode {
  readonly operator: string;
  /** '' leaves an optional input out. */
  readonly inputs: readonly string[];
  /** '' leaves an optional output out. */
  readonly outputs: readonly string[];
  /** A whole number ≥ 0, or a list of them. */
  readonly attributes?: Readonly<Record<string, number | readonly number[]>>;
}

interface NamedTensor {
  readonly name: string;
  readonly shape: readonly number[];
}

export interface OnnxGraph {
  readonly name: string;
  readonly nodes: readonly GraphNode[];
  /** Constants of float32. */
  readonly floats: readonly (NamedTensor & { readonly values: readonly number[] })[];
  /** One-dimensional constants of int64. */
  readonly integers: Readonly<Record<string, readonly number[]>>;
  readonly input: NamedTensor;
  readonly output: NamedTensor;
  /** Free text pairs kept in the file itself. */
  readonly metadata: Readonly<Record<string, string>>;
}

function attribute(name: string, value: number | readonly number[]): Bytes {
  if (typeof value === 'number')
    return [...text(1, name), ...integer(3, value), ...integer(20, INTEGER)];
  return [...text(1, name), ...value.flatMap((each) => integer(8, each)), ...integer(20, INTEGERS)];
}

function nodeBytes(node: GraphNode): Bytes {
  return [
    ...node.inputs.flatMap((name) => text(1, name)),
    ...node.outputs.flatMap((name) => text(2, name)),
    ...text(3, node.outputs.join('')),
    ...text(4, node.operator),
    ...Object.entries(node.attributes ?? {}).flatMap(([name, value]) =>
      block(5, attribute(name, value)),
    ),
  ];
}

function integerTensor(name: string, values: readonly number[]): Bytes {
  const raw = new DataView(new ArrayBuffer(8 * values.length));
  values.forEach((value, i) => {
    raw.setBigInt64(8 * i, BigInt(value), true);
  });
  return [
    ...integer(1, values.length),
    ...integer(2, INT64),
    ...text(8, name),
    ...block(9, [...new Uint8Array(raw.buffer)]),
  ];
}

/** One float32 input, one float32 output, opset 17. */
export function graphToBytes(graph: OnnxGraph): Uint8Array {
  const body = [
    ...graph.nodes.flatMap((node) => block(1, nodeBytes(node))),
    ...text(2, graph.name),
    ...graph.floats.flatMap((each) => block(5, tensor(each.name, each.shape, each.values))),
    ...Object.entries(graph.integers).flatMap(([name, values]) =>
      block(5, integerTensor(name, values)),
    ),
    ...block(11, valueInfo(graph.input.name, graph.input.shape)),
    ...block(12, valueInfo(graph.output.name, graph.output.shape)),
  ];
  const properties = Object.entries(graph.metadata).flatMap(([key, value]) =>
    block(14, [...text(1, key), ...text(2, value)]),
  );
  return Uint8Array.from([
    ...integer(1, 8),
    ...text(2, 'voltage-kalshi'),
    ...block(7, body),
    ...block(8, [...text(1, ''), ...integer(2, 17)]),
    ...properties,
  ]);
}
