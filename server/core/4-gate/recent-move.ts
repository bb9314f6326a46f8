// Short memory of spot, to see it jump (models §D3). In: a mid a second. Out: the largest 10-s move, in σ of the forecast.

import type { Forecast } from '#lib/domain/forecast.ts';
import { forecastOver } from '#lib/domain/forecast-over.ts';
import type { WallMs } from '#lib/domain/instant.ts';

/** A move is measured over this long, from the newest sample at least (nearly) this old and not much older. */
const MOVE_MS = 10_000;
const LEAST_MS = 9_500;
const MOST_MS = 12_000;
/** How long a move is remembered. */
const SPAN_MS = 30_000;

interface SpotSample {
  readonly at: WallMs;
  readonly midUsd: number;
  /** Forecast made then, before whatever came after: variance per second over ten seconds. */
  readonly variancePerSecond: number | null;
  /** The move that ended here, in σ; null when it could not be measured. */
  readonly sigmas: number | null;
}

/** Owned by the spine, changed only here. Oldest first. */
export interface RecentMoves {
  samples: readonly SpotSample[];
}

/** The largest move of spot over 10 s that ended within the last 30 s. */
export interface RecentMove {
  /** Signed, in standard deviations of the forecast made before it. */
  readonly sigmas: number;
  readonly ageMs: number;
}

/** No memory yet. */
export function createRecentMoves(): RecentMoves {
  return { samples: [] };
}

/** ln(now ÷ ten seconds ago) ÷ σ√Δt with the forecast of ten seconds ago; null without such a sample or forecast. */
function sigmasNow(state: RecentMoves, midUsd: number, at: WallMs): number | null {
  for (let i = state.samples.length - 1; i >= 0; i--) {
    const then = state.samples[i];
    if (then === undefined) break;
    const ageMs = at - then.at;
    if (ageMs < LEAST_MS) continue;
    if (ageMs > MOST_MS || then.variancePerSecond === null) return null;
    const sigmas =
      Math.log(midUsd / then.midUsd) / Math.sqrt((then.variancePerSecond * ageMs) / 1000);
    return Number.isFinite(sigmas) ? sigmas : null;
  }
  return null;
}

export interface SpotSeen {
  /** Null while spot is not trusted: nothing is remembered then. */
  readonly midUsd: number | null;
  readonly forecast: Forecast | null;
  readonly at: WallMs;
}

/** Remembers spot once a second; forgets what is too old or from the future. */
export function recordSpot(state: RecentMoves, { midUsd, forecast, at }: SpotSeen): void {
  const kept = state.samples.filter((each) => at - each.at <= SPAN_MS + MOVE_MS && each.at < at);
  state.samples = kept;
  if (midUsd === null) return;
  const variancePerSecond =
    forecast === null ? null : forecastOver(forecast, MOVE_MS / 1000).variancePerSecond;
  const sigmas = sigmasNow(state, midUsd, at);
  state.samples = [...kept, { at, midUsd, variancePerSecond, sigmas }];
}

/**
 * The largest move up to this very instant, so that a jump is seen on the tick that brings it. Null while the move now
 * cannot be measured: no trusted mid, none ten seconds ago, or no forecast then.
 */
export function recentMove(
  state: RecentMoves,
  seen: Pick<SpotSeen, 'midUsd' | 'at'>,
): RecentMove | null {
  const now = seen.midUsd === null ? null : sigmasNow(state, seen.midUsd, seen.at);
  if (now === null) return null;
  let largest: RecentMove = { sigmas: now, ageMs: 0 };
  for (const { at, sigmas } of state.samples) {
    const ageMs = seen.at - at;
    if (sigmas === null || ageMs > SPAN_MS || ageMs < 0) continue;
    if (Math.abs(sigmas) > Math.abs(largest.sigmas)) largest = { sigmas, ageMs };
  }
  return largest;
}
