// Training rows from one-minute bars, made by the live feature code. In: bars. Out: feature rows with realised targets.

import type { FeatureRow } from '#lib/domain/features.ts';
import { sha256Hex } from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import { canonical, sha256 } from '#lib/hash.ts';
import { levelFeatures, modelFeatures } from '#server/core/2-features/model-features.ts';
import { createVarianceState, sampleMid } from '#server/core/2-features/realised-variance.ts';
import { LEVEL_FEATURES, MODEL_FEATURES } from '#server/core/2-features/registry.ts';
import { profileSeconds } from '#server/core/3-models/intraday-profile.ts';
import type { Bar } from './read-bars.ts';

const NAMES = [...MODEL_FEATURES, ...LEVEL_FEATURES];
const LAYOUT = { names: NAMES, version: 0, hash: sha256Hex(sha256(canonical(NAMES))) };

export interface TrainingRow {
  readonly row: FeatureRow;
  /** Realised variance per second of the next `horizon` minutes, minute profile taken out; by horizon. */
  readonly realised: ReadonlyMap<number, number>;
}

/** Realised variance per profile second over `minutes` bars after index `from`; null across a gap or the end. */
function realisedAhead(bars: readonly Bar[], from: number, minutes: number): number | null {
  const first = bars[from];
  const last = bars[from + minutes];
  if (!first || !last || last.endMs - first.endMs !== minutes * 60_000) return null;
  let sum = 0;
  for (let i = from + 1; i <= from + minutes; i++)
    sum += Math.log((bars[i]?.closeUsd ?? 1) / (bars[i - 1]?.closeUsd ?? 1)) ** 2;
  return sum > 0 ? sum / profileSeconds(first.endMs, last.endMs) : null;
}

/**
 * Feeds each minute to the live sampler as 59 s of the old close and then the new one, so that realised variance is
 * the sum of squared one-minute returns. One row every `every` minutes once an hour is behind and all targets exist.
 */
export function barsToRows(
  bars: readonly Bar[],
  options: { readonly every: number; readonly horizons: readonly number[] },
): readonly TrainingRow[] {
  const state = createVarianceState();
  const rows: TrainingRow[] = [];
  for (let i = 1; i < bars.length; i++) {
    const bar = bars[i];
    const previous = bars[i - 1];
    if (!bar || !previous) continue;
    const step = Math.round((bar.endMs - previous.endMs) / 1000);
    for (let second = 1; second <= Math.min(step, 3_600); second++) {
      const held = step === 60 && second < 60 ? previous.closeUsd : null;
      sampleMid(state, second === step ? bar.closeUsd : held);
    }
    if (i < 61 || i % options.every !== 0) continue;
    const realised = new Map<number, number>();
    for (const horizon of options.horizons) {
      const value = realisedAhead(bars, i, horizon);
      if (value !== null) realised.set(horizon, value);
    }
    if (realised.size < options.horizons.length) continue;
    rows.push({ row: rowAt(state, bar.endMs), realised });
  }
  return rows;
}

function rowAt(state: ReturnType<typeof createVarianceState>, at: number): FeatureRow {
  const raw = [...modelFeatures(state, at), ...levelFeatures(state)];
  return {
    at: wallMs(at),
    layout: LAYOUT,
    values: Float64Array.from(raw, (value) => value ?? 0),
    present: Uint8Array.from(raw, (value) => (value === null ? 0 : 1)),
  };
}
