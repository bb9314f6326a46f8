// AdamW with the gradient clipped by its norm. In: gradients. Out: parameters, changed in place.
// Decoupled decay before the step and bias-corrected moments, as torch.optim.AdamW and clip_grad_norm_ do it.
import { assertCondition } from '#lib/check.ts';

export interface AdamWOptions {
  readonly learningRate: number;
  readonly weightDecay: number;
  /** Largest Euclidean norm of the gradient. */
  readonly clipNorm: number;
}

const FIRST_DECAY = 0.9;
const SECOND_DECAY = 0.999;
const FLOOR = 1e-8;
/** What clip_grad_norm_ adds to the norm. */
const NORM_FLOOR = 1e-6;

/** Scales `gradients` in place to at most `most`; returns the norm it had. */
function clipByNorm(gradients: Float64Array, most: number): number {
  let squares = 0;
  for (const each of gradients) squares += each * each;
  const norm = Math.sqrt(squares);
  const factor = most / (norm + NORM_FLOOR);
  if (factor < 1)
    for (let i = 0; i < gradients.length; i++) gradients[i] = (gradients[i] ?? 0) * factor;
  return norm;
}

/** One optimiser for one parameter array; the returned function takes a step at `pace` × the learning rate. */
export function createAdamW(
  parameters: Float64Array,
  options: AdamWOptions,
): (gradients: Float64Array, pace: number) => void {
  const { weightDecay } = options;
  assertCondition(
    options.learningRate > 0 && weightDecay >= 0 && options.clipNorm > 0,
    'AdamW options',
  );
  const first = new Float64Array(parameters.length);
  const second = new Float64Array(parameters.length);
  let steps = 0;
  return (gradients, pace) => {
    const learningRate = options.learningRate * pace;
    steps += 1;
    clipByNorm(gradients, options.clipNorm);
    const stepSize = learningRate / (1 - FIRST_DECAY ** steps);
    const secondScale = Math.sqrt(1 - SECOND_DECAY ** steps);
    for (let i = 0; i < parameters.length; i++) {
      const gradient = gradients[i] ?? 0;
      const m = FIRST_DECAY * (first[i] ?? 0) + (1 - FIRST_DECAY) * gradient;
      const v = SECOND_DECAY * (second[i] ?? 0) + (1 - SECOND_DECAY) * gradient * gradient;
      first[i] = m;
      second[i] = v;
      const kept = (parameters[i] ?? 0) * (1 - learningRate * weightDecay);
      parameters[i] = kept - (stepSize * m) / (Math.sqrt(v) / secondScale + FLOOR);
    }
  };
}
