// A loaded model as the core asks it, and one question to it. In: what the runner listed. Out: the types, and whose voice it is.
import type { MemberKind, ModelAnswer, ModelRequest } from '#lib/domain/forecast.ts';
import type { Sha256 } from '#lib/domain/ids.ts';

/** Recorded in the journal's header, so that a replay asks the same models. */
export interface SignalModel {
  /** Name of its folder, e.g. "gbdt-15m". */
  readonly id: string;
  /** SHA-256 of the ONNX file. */
  readonly hash: Sha256;
  /** `row`: the horizon's columns, NaN = missing. `window`: steps × channels, oldest first, then the statics, all finite. */
  readonly kind: 'row' | 'window';
  /** Length of the target. */
  readonly minutes: number;
  /** [1, width]. */
  readonly shape: readonly number[];
  /** What the numbers after the correction are, in order. */
  readonly parts: readonly string[];
  readonly memberKind: Exclude<MemberKind, 'baseline'>;
}

/** One question of a second; its answer arrives later or never. */
export interface Question {
  readonly model: SignalModel;
  readonly request: ModelRequest;
  /** Null until it arrives. */
  answer: ModelAnswer | null;
}

/** The first part of an exact tree attribution: what the trees say on average over their training mix. */
export const TRAINING_MEAN = 'training mean';

/** The member a model speaks for at its horizon: "gbdt-15m" is the 15-minute voice of "gbdt". */
export function memberIdOf(model: Pick<SignalModel, 'id' | 'minutes'>): string {
  const ending = `-${model.minutes}m`;
  return model.id.endsWith(ending) ? model.id.slice(0, -ending.length) : model.id;
}
