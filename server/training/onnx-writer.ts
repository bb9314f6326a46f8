// An ONNX file of one linear model with clipped output. In: weights, bias, bounds, names. Out: the protobuf bytes.
// Source: onnx.proto3 field numbers; operators Gemm and Clip of opset 17, IR version 8.

export type Bytes = readonly number[];

/** float32 in ONNX's list of element types. */
const FLOAT = 1;

export function varint(value: number): Bytes {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) | 128);
    rest = Math.floor(rest / 128);
  }
  return [...bytes, rest];
}

export function integer(field: number, value: number): Bytes {
  return [...varint(field * 8), ...varint(value)];
}

export function block(field: number, body: Bytes): Bytes {
  return [...varint(field * 8 + 2), ...varint(body.length), ...body];
}

export function text(field: number, value: string): Bytes {
  return block(field, [...new TextEncoder().encode(value)]);
}

export function floats(values: readonly number[]): Bytes {
  const view = new DataView(new ArrayBuffer(values.length * 4));
  values.forEach((value, i) => {
    view.setFloat32(i * 4, value, true);
  });
  return [...new Uint8Array(view.buffer)];
}

/** TensorProto: dims, float32, raw little-endian data, name. */
export function tensor(name: string, shape: readonly number[], values: readonly number[]): Bytes {
  return [
    ...shape.flatMap((size) => integer(1, size)),
    ...integer(2, FLOAT),
    ...text(8, name),
    ...block(9, floats(values)),
  ];
}

/** ValueInfoProto of a float32 tensor with fixed shape. */
export function valueInfo(name: string, shape: readonly number[]): Bytes {
  const dims = shape.flatMap((size) => block(1, integer(1, size)));
  const type = block(1, [...integer(1, FLOAT), ...block(2, dims)]);
  return [...text(1, name), ...block(2, type)];
}

function node(operator: string, inputs: readonly string[], output: string): Bytes {
  return [
    ...inputs.flatMap((name) => text(1, name)),
    ...text(2, output),
    ...text(3, output),
    ...text(4, operator),
  ];
}

export interface LinearModel {
  readonly name: string;
  readonly inputName: string;
  readonly outputName: string;
  readonly weights: readonly number[];
  readonly bias: number;
  readonly lowest: number;
  readonly highest: number;
  /** Free text pairs kept in the file itself. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** output[1,1] = clip(input[1,n] · weights + bias, lowest, highest), as ONNX bytes. */
export function linearModelToOnnx(model: LinearModel): Uint8Array {
  const width = model.weights.length;
  const graph = [
    ...block(1, node('Gemm', [model.inputName, 'weights', 'bias'], 'linear')),
    ...block(1, node('Clip', ['linear', 'lowest', 'highest'], model.outputName)),
    ...text(2, model.name),
    ...block(5, tensor('weights', [width, 1], model.weights)),
    ...block(5, tensor('bias', [1], [model.bias])),
    ...block(5, tensor('lowest', [], [model.lowest])),
    ...block(5, tensor('highest', [], [model.highest])),
    ...block(11, valueInfo(model.inputName, [1, width])),
    ...block(12, valueInfo(model.outputName, [1, 1])),
  ];
  const properties = Object.entries(model.metadata).flatMap(([key, value]) =>
    block(14, [...text(1, key), ...text(2, value)]),
  );
  return Uint8Array.from([
    ...integer(1, 8),
    ...text(2, 'voltage-kalshi'),
    ...block(7, graph),
    ...block(8, [...text(1, ''), ...integer(2, 17)]),
    ...properties,
  ]);
}

/** The same model in plain TypeScript with float32 weights: the other side of the parity check. */
export function evaluateLinear(model: LinearModel, input: readonly number[]): number {
  let sum = Math.fround(model.bias);
  model.weights.forEach((weight, i) => {
    sum += Math.fround(weight) * Math.fround(input[i] ?? 0);
  });
  return Math.min(model.highest, Math.max(model.lowest, sum));
}
