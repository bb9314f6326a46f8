// One ONNX file in the runtime. In: bytes, then inputs. Out: a session, then flat outputs. Main thread only (models E4).
// The bytes are handed over, never a path: a file that wants weights from another file cannot be loaded.
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { fail, ok, type Result } from '#lib/result.ts';
import type { Manifest } from './manifest-schema.ts';

export type { InferenceSession } from 'onnxruntime-node';

/** Names and sizes of the one input and the one output. */
export type Ports = Pick<Manifest, 'input' | 'output'>;

/** The runtime's own lines on standard error would double ours. */
const FATAL_ONLY = 4;

/** Opens the file; the reason names what the runtime could not do with it (F101). */
export async function openSession(bytes: Uint8Array): Promise<Result<InferenceSession>> {
  try {
    const session = await InferenceSession.create(bytes, {
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      graphOptimizationLevel: 'all',
      logSeverityLevel: FATAL_ONLY,
    });
    return ok(session);
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    if (/external data|model_path/i.test(text))
      return fail('model.onnx keeps weights in another file: export it with its weights inside');
    return fail(`model.onnx does not load: ${text.split('\n')[0]}`);
  }
}

/** True when the file's shape is the wanted one; its first size, the batch, may be open. */
function fits(shape: readonly (number | string)[], wanted: readonly number[]): boolean {
  return (
    shape.length === wanted.length &&
    shape.every((size, i) => size === wanted[i] || (i === 0 && typeof size === 'string'))
  );
}

/** What the file's one input and one output are not, by the manifest; null when they agree (F105). */
export function portsProblem(ports: Ports, session: InferenceSession): string | null {
  for (const [kind, said, metadata] of [
    ['input', ports.input, session.inputMetadata],
    ['output', ports.output, session.outputMetadata],
  ] as const) {
    const [only] = metadata;
    if (metadata.length !== 1 || only === undefined || only.name !== said.name)
      return `the file has ${kind}s ${metadata.map((each) => each.name).join()}, the manifest ${said.name}`;
    if (!only.isTensor || only.type !== 'float32') return `the ${kind} is not a float32 tensor`;
    if (!fits(only.shape, said.shape))
      return `the ${kind} has shape [${only.shape.join()}], the manifest [${said.shape.join()}]`;
  }
  return null;
}

/** One inference: the flat output values. Throws what the runtime throws, and when the output is not as large as said. */
export async function infer(
  session: InferenceSession,
  ports: Ports,
  input: Float32Array,
): Promise<readonly number[]> {
  const feeds = { [ports.input.name]: new Tensor('float32', input, ports.input.shape) };
  const results = await session.run(feeds);
  const output = results[ports.output.name];
  if (!output || !(output.data instanceof Float32Array)) throw new Error('no float32 output');
  if (output.data.length !== ports.output.shape[1])
    throw new Error(`${output.data.length} outputs, the manifest says ${ports.output.shape[1]}`);
  return [...output.data];
}
