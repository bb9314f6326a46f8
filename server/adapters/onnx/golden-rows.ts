// The golden rows of a manifest, asked once at load. In: session, manifest, plain weights. Out: null, or which row disagrees.
// Also warms the session. F104 not finite, F105 size, F108 parity; a model too slow for the trading loop is refused as well.
import { evaluatePlain, type PlainModel } from '#server/core/3-models/plain-model.ts';
import type { Manifest } from './manifest-schema.ts';
import { type InferenceSession, infer } from './session.ts';

/** Largest |runtime − golden| and |runtime − plain evaluator| of one output. */
const GOLDEN_TOLERANCE = 1e-5;
/** Inference holds the trading loop (models E4: 10–200 µs are usual); the quickest of the rows may not take longer. */
const SLOWEST_MS = 20;

interface Asked {
  readonly session: InferenceSession;
  readonly manifest: Manifest;
  /** Null when the model has no plain evaluator. */
  readonly plain: PlainModel | null;
}

function apart(a: number, b: number): boolean {
  return !(Math.abs(a - b) <= GOLDEN_TOLERANCE);
}

/** What is wrong with the answer to one row; null when nothing. */
async function rowProblem(asked: Asked, row: Manifest['golden'][number]): Promise<string | null> {
  const input = Float32Array.from(row.input, (each) => each ?? Number.NaN);
  const output = await infer(asked.session, asked.manifest, input);
  const expected = [row.output, ...row.parts];
  if (!output.every(Number.isFinite)) return `gave ${output.join()}, which is not finite`;
  if (expected.some((each, i) => apart(output[i] ?? Number.NaN, each)))
    return `gave ${output.join()}, expected ${expected.join()}`;
  if (asked.plain === null) return null;
  const plain = evaluatePlain(asked.plain, input);
  return apart(output[0] ?? Number.NaN, plain)
    ? `gave ${output[0]}, the plain evaluator of weights.json ${plain}`
    : null;
}

/** Asks every golden row; null when all agree and the file is quick enough. */
export async function goldenProblem(asked: Asked): Promise<string | null> {
  let quickestMs = Number.POSITIVE_INFINITY;
  for (const [index, row] of asked.manifest.golden.entries()) {
    const started = performance.now();
    let problem: string | null;
    try {
      problem = await rowProblem(asked, row);
    } catch (error) {
      problem = `failed: ${error instanceof Error ? error.message : error}`;
    }
    if (problem !== null) return `golden row ${index} ${problem}`;
    quickestMs = Math.min(quickestMs, performance.now() - started);
  }
  return quickestMs > SLOWEST_MS
    ? `one answer takes ${quickestMs.toFixed(0)} ms; the trading loop waits at most ${SLOWEST_MS} ms`
    : null;
}
