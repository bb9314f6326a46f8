// Why a sequence model says what it says. In: model, input, named groups. Out: contribution of each group to ln(variance).
// A group's contribution is the answer minus the answer with the group's features at their training means (models C2).
import { assertCondition } from '#lib/check.ts';
import { type DLinearModel, rawDLinear } from './dlinear-evaluate.ts';
import { rawGru } from './gru-evaluate.ts';
import type { GruModel } from './gru-model.ts';
import {
  assertSequenceInput,
  type FeatureGroup,
  type SequenceInput,
  type SequenceShape,
} from './sequence-model.ts';

/** Whether each input and each static belongs to the group; throws on a name the model does not have. */
export function groupMembers(
  shape: SequenceShape,
  group: FeatureGroup,
): { readonly inputs: readonly boolean[]; readonly statics: readonly boolean[] } {
  const known = new Set([...shape.inputNames, ...shape.staticNames]);
  for (const name of group.features)
    assertCondition(known.has(name), `group ${group.name}: the model has no feature ${name}`);
  const wanted = new Set(group.features);
  return {
    inputs: shape.inputNames.map((name) => wanted.has(name)),
    statics: shape.staticNames.map((name) => wanted.has(name)),
  };
}

function raw(model: GruModel | DLinearModel, input: SequenceInput): number {
  return model.kind === 'gru'
    ? rawGru(model, input.window, input.statics)
    : rawDLinear(model, input.window, input.statics);
}

function ablated(shape: SequenceShape, input: SequenceInput, group: FeatureGroup): SequenceInput {
  const { inputs, statics } = groupMembers(shape, group);
  const width = inputs.length;
  return {
    window: Float64Array.from(input.window, (value, i) =>
      inputs[i % width] ? (shape.inputMeans[i % width] ?? 0) : value,
    ),
    statics: Float64Array.from(input.statics, (value, i) =>
      statics[i] ? (shape.staticMeans[i] ?? 0) : value,
    ),
  };
}

/**
 * One contribution per group, in units of ln(variance), before clipping. They need not add up to the answer: groups
 * interact inside the recurrence; for the linear model each is exact. Throws as `runGru` does.
 */
export function ablateGroups(
  model: GruModel | DLinearModel,
  input: SequenceInput,
  groups: readonly FeatureGroup[],
): readonly number[] {
  assertSequenceInput(model, input);
  const whole = raw(model, input);
  return groups.map((group) => whole - raw(model, ablated(model, input, group)));
}
