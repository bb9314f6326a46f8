// Port: inference. Late, wrong or failed answers are refused by their hashes in the core.
import type { ModelAnswer, ModelRequest } from '#lib/domain/forecast.ts';
import type { Sha256 } from '#lib/domain/ids.ts';

export interface LoadedModel {
  readonly id: string;
  readonly hash: Sha256;
  readonly inputShape: readonly number[];
}

export interface ModelRunner {
  /** Models that passed every load check (file hash, shapes, golden rows). */
  models(): readonly LoadedModel[];
  run(request: ModelRequest): Promise<ModelAnswer>;
}
