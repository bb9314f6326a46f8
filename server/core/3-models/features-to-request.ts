// A feature row as an inference request. In: row, model, time. Out: the request with its hash, or null.
import type { FeatureRow } from '#lib/domain/features.ts';
import type { ModelRequest } from '#lib/domain/forecast.ts';
import { type Sha256, sha256Hex } from '#lib/domain/ids.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import { sha256 } from '#lib/hash.ts';
import { statisticalLogVariance } from './statistical-forecast.ts';

/** What a request needs to know of a loaded model; LoadedModel of the port fits by renaming its shape. */
export interface RequestedModel {
  readonly id: string;
  readonly hash: Sha256;
  /** [1, 2n]: the first n features of the row, then their n presence flags. */
  readonly shape: readonly number[];
}

/**
 * Values first, presence flags after them: a missing value is 0 and says so. Null while the statistical base is missing
 * (the model only corrects it), when the shape does not fit the row, or when a value is not finite (F103).
 */
export function featuresToRequest(
  row: FeatureRow,
  model: RequestedModel,
  at: WallMs,
): ModelRequest | null {
  const [batch, width] = model.shape;
  if (batch !== 1 || width === undefined || model.shape.length !== 2 || width % 2 !== 0)
    return null;
  const features = width / 2;
  if (features > row.values.length || statisticalLogVariance(row) === null) return null;
  const input = new Float32Array(width);
  for (let i = 0; i < features; i++) {
    const present = row.present[i] === 1;
    input[i] = present ? (row.values[i] ?? Number.NaN) : 0;
    input[features + i] = present ? 1 : 0;
  }
  if (!input.every(Number.isFinite)) return null;
  return {
    requestedAt: at,
    modelId: model.id,
    modelHash: model.hash,
    shape: model.shape,
    input,
    inputHash: sha256Hex(sha256(`${model.hash}|${at}|${input.join(',')}`)),
  };
}
