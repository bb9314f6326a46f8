// An ONNX file without a manifest. In: bytes. Out: its hash, names, sizes, and a way to ask it, for whoever writes the manifest.
import { createHash } from 'node:crypto';
import { fail, ok, type Result } from '#lib/result.ts';
import { infer, openSession, type Ports, portsProblem } from './session.ts';

export interface ProbedModel {
  readonly hash: string;
  readonly ports: Ports;
  /** The flat answer to one flat input. Throws what the runtime throws. */
  readonly ask: (input: Float32Array) => Promise<readonly number[]>;
}

function widthOf(shape: readonly (number | string)[]): number | null {
  const width = shape[1];
  return shape.length === 2 && typeof width === 'number' ? width : null;
}

/** Opens a file with one float32 input and one float32 output of two sizes each; the batch may be open. */
export async function probeModel(file: Uint8Array): Promise<Result<ProbedModel>> {
  const opened = await openSession(file);
  if (!opened.ok) return opened;
  const session = opened.value;
  const [input, output] = [session.inputMetadata[0], session.outputMetadata[0]];
  if (!input?.isTensor || !output?.isTensor) return fail('model.onnx: no tensor goes in and out');
  const [wide, high] = [widthOf(input.shape), widthOf(output.shape)];
  if (wide === null) return fail(`model.onnx: the input has shape [${input.shape.join()}]`);
  if (high === null) return fail(`model.onnx: the output has shape [${output.shape.join()}]`);
  const ports: Ports = {
    input: { name: input.name, shape: [1, wide] },
    output: { name: output.name, shape: [1, high] },
  };
  const wrong = portsProblem(ports, session);
  if (wrong !== null) return fail(`model.onnx: ${wrong}`);
  const hash = createHash('sha256').update(file).digest('hex');
  return ok({ hash, ports, ask: (row) => infer(session, ports, row) });
}
