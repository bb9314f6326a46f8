// What every sequence model shares. In: named steps and statics. Out: the checked shape, or a refusal that names the culprit.
import { assertCondition } from '#lib/check.ts';

/** The input contract of a model that reads a window of steps and a few static features. Plain JSON throughout. */
export interface SequenceShape {
  /** Steps of the window, oldest first. */
  readonly steps: number;
  /** Features of one step, in order; dimensionless. */
  readonly inputNames: readonly string[];
  /** Features that hold for the whole window, in order; dimensionless. */
  readonly staticNames: readonly string[];
  /** Means over the training rows: what an ablated feature is replaced by. */
  readonly inputMeans: readonly number[];
  readonly staticMeans: readonly number[];
  /** The correction of ln(variance) is clipped to [lowest, highest] (models B5, lesson 5). */
  readonly lowest: number;
  readonly highest: number;
}

/** One question to a sequence model. */
export interface SequenceInput {
  /** steps × inputNames, step by step, oldest first. */
  readonly window: ArrayLike<number>;
  readonly statics: ArrayLike<number>;
}

/** Features that are explained together. */
export interface FeatureGroup {
  readonly name: string;
  /** Names among the model's inputNames and staticNames. */
  readonly features: readonly string[];
}

/** What is wrong with an input, by feature name and step; null when nothing (F103, F105). */
export function sequenceInputProblem(shape: SequenceShape, input: SequenceInput): string | null {
  const width = shape.inputNames.length;
  if (input.window.length !== shape.steps * width)
    return `a window of ${input.window.length} values is not ${shape.steps} steps × ${width}`;
  if (input.statics.length !== shape.staticNames.length)
    return `${input.statics.length} statics are not ${shape.staticNames.length}`;
  for (let i = 0; i < input.window.length; i++)
    if (!Number.isFinite(input.window[i]))
      return `input ${shape.inputNames[i % width]} at step ${Math.floor(i / width)} is not finite`;
  for (let i = 0; i < input.statics.length; i++)
    if (!Number.isFinite(input.statics[i])) return `static ${shape.staticNames[i]} is not finite`;
  return null;
}

/** Throws `Condition failed: …` naming the feature when the input does not fit. */
export function assertSequenceInput(shape: SequenceShape, input: SequenceInput): void {
  const problem = sequenceInputProblem(shape, input);
  assertCondition(problem === null, problem ?? '');
}

/** The correction as it may be used: within the model's bounds. */
export function clipCorrection(shape: SequenceShape, raw: number): number {
  return Math.min(shape.highest, Math.max(shape.lowest, raw));
}
