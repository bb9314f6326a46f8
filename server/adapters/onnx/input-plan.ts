// May this input go into that model? In: its manifest, once; then inputs. Out: null, or the feature at fault by name.
// Refused, never clipped: a value that is not finite where none may miss (F103), or far outside training (F107).
import type { Manifest } from './manifest-schema.ts';

/** How far beyond training a value may be: a multiple of half its training range, about its centre (models §C6). */
const REACH = 1.5;
/** Room for float32 where training knew a single value. */
const ROUNDING = 1e-6;

/** What each value of a flat input may be. */
export interface InputPlan {
  readonly lowest: Float64Array;
  readonly highest: Float64Array;
  readonly names: readonly string[];
  /** Only a row may have NaN: a missing value, as in training. */
  readonly mayMiss: boolean;
}

/** Place among the layout's names of value `i`. */
function placeOf({ kind, window, layout }: Manifest, i: number): number {
  if (kind !== 'window' || !window) return i % layout.names.length;
  const { steps, inputs } = window;
  return i < steps * inputs ? i % inputs : inputs + i - steps * inputs;
}

/** Bounds and name of every value, looked up once. */
export function planInput(manifest: Manifest): InputPlan {
  const width = manifest.input.shape[1] ?? 0;
  const ranges = Array.from({ length: width }, (_, i) => manifest.ranges[placeOf(manifest, i)]);
  const bound = (sign: 1 | -1) =>
    Float64Array.from(ranges, (range) => {
      if (range === undefined) return sign * Number.POSITIVE_INFINITY;
      const centre = (range.low + range.high) / 2;
      return centre + sign * ((REACH * (range.high - range.low)) / 2 + ROUNDING);
    });
  return {
    lowest: bound(-1),
    highest: bound(1),
    names: ranges.map((range) => range?.name ?? ''),
    mayMiss: manifest.kind === 'row',
  };
}

/** What is wrong with the input; null when nothing. O(width). */
export function inputProblem(plan: InputPlan, input: Float32Array): string | null {
  const { lowest, highest, names, mayMiss } = plan;
  if (input.length !== names.length) return `${input.length} values are not ${names.length}`;
  for (let i = 0; i < input.length; i++) {
    const value = input[i] ?? Number.NaN;
    if (value >= (lowest[i] ?? 0) && value <= (highest[i] ?? 0)) continue;
    if (Number.isNaN(value) && mayMiss) continue;
    if (!Number.isFinite(value)) return `feature ${names[i]} is not finite`;
    return `feature ${names[i]} = ${value.toFixed(3)} is far outside its training range`;
  }
  return null;
}

/** The first feature that misses: why a model that cannot do without gives no number. Null when none does. */
export function missingFeature(plan: InputPlan, input: Float32Array): string | null {
  const at = input.findIndex(Number.isNaN);
  return at < 0 ? null : (plan.names[at] ?? null);
}
