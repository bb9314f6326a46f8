// A minute row as an inference request. In: row, its hash, a model. Out: the request, or why the model cannot be asked.
import type { ModelRequest } from '#lib/domain/forecast.ts';
import { type Sha256, sha256Hex } from '#lib/domain/ids.ts';
import type { MinuteHorizon, MinuteRow } from '#lib/domain/minute-row.ts';
import { sha256 } from '#lib/hash.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import type { SignalModel } from './signal-model.ts';

/** The row's own columns: a row never changes once it is made. Missing ones stay NaN, as in training. */
function inputOf(row: MinuteRow, horizon: MinuteHorizon, kind: SignalModel['kind']): Float32Array {
  if (kind === 'row') return horizon.columns;
  const input = new Float32Array(row.window.length + horizon.statics.length);
  input.set(row.window);
  input.set(horizon.statics, row.window.length);
  return input;
}

/**
 * The horizon's columns, or the window and then its statics, as the file was trained on. Refused without a base (the model
 * only corrects it), for a horizon that rows do not have, and for another width (F105). The hash binds the answer to this
 * row and this file.
 */
export function rowToRequest(
  row: MinuteRow,
  rowHash: Sha256,
  model: SignalModel,
): Result<ModelRequest> {
  if (!Number.isFinite(row.base)) return fail('there is no base to correct yet');
  const horizon = row.horizons.find((each) => each.minutes === model.minutes);
  if (horizon === undefined) return fail(`no row is made for ${model.minutes} minutes`);
  const input = inputOf(row, horizon, model.kind);
  const { shape } = model;
  if (shape.length !== 2 || shape[0] !== 1 || shape[1] !== input.length)
    return fail(`it wants [${model.shape.join()}], a ${model.kind} has ${input.length} values`);
  return ok({
    requestedAt: row.at,
    modelId: model.id,
    modelHash: model.hash,
    shape: model.shape,
    input,
    inputHash: sha256Hex(sha256(`${rowHash}|${model.id}|${model.hash}`)),
  });
}
