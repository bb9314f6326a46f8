// Short memory of the forecast, to see it leap (models §D3). In: a forecast a second. Out: how far it has moved.

import type { Forecast } from '#lib/domain/forecast.ts';
import { between, horizonsAround } from '#lib/domain/forecast-over.ts';
import type { WallMs } from '#lib/domain/instant.ts';

/** Every fifth second is kept: dense enough to see a doubling, cheap enough to compare on every tick. */
const SPACING_MS = 5_000;
const SPAN_MS = 60_000;
const SECONDS_PER_YEAR = 31_536_000;

interface ForecastSample {
  readonly at: WallMs;
  readonly horizons: readonly { readonly minutes: number; readonly logVariance: number }[];
}

/** Owned by the spine, changed only here. Oldest first. */
export interface RecentForecasts {
  samples: readonly ForecastSample[];
}

/** The largest change of the forecast within the last minute, over the time one market has left. */
export interface ForecastChange {
  /** ln(variance now ÷ variance then). */
  readonly logChange: number;
  /** Annual volatility then and now, as shares: 0.25 = 25 %. */
  readonly fromVolatility: number;
  readonly toVolatility: number;
}

/** No memory yet. */
export function createRecentForecasts(): RecentForecasts {
  return { samples: [] };
}

function sampleOf(forecast: Forecast, at: WallMs): ForecastSample {
  const horizons = forecast.horizons.map(({ minutes, variancePerSecond }) => ({
    minutes,
    logVariance: Math.log(variancePerSecond),
  }));
  return { at, horizons };
}

/** Remembers the forecast of this second, every fifth one; forgets what is older than a minute or from the future. */
export function recordForecast(
  state: RecentForecasts,
  forecast: Forecast | null,
  at: WallMs,
): void {
  const kept = state.samples.filter((each) => at - each.at <= SPAN_MS && each.at <= at);
  const last = kept.at(-1);
  const due = forecast !== null && (last === undefined || at - last.at >= SPACING_MS);
  state.samples = due ? [...kept, sampleOf(forecast, at)] : kept;
}

function logVarianceOver(sample: ForecastSample, seconds: number): number {
  const { low, high, share } = horizonsAround(sample.horizons, seconds);
  return between(low.logVariance, high.logVariance, share);
}

/** Annual volatility of a variance per second. */
function annualVolatility(logVariance: number): number {
  return Math.sqrt(Math.exp(logVariance) * SECONDS_PER_YEAR);
}

/** How far `forecast` over the next `seconds` stands from the furthest of the last minute; null without a memory. */
export function forecastChange(
  state: RecentForecasts,
  forecast: Forecast | null,
  { seconds, at }: { readonly seconds: number; readonly at: WallMs },
): ForecastChange | null {
  if (forecast === null) return null;
  const now = logVarianceOver(sampleOf(forecast, at), seconds);
  let then: number | null = null;
  for (const sample of state.samples) {
    if (at - sample.at > SPAN_MS) continue;
    const value = logVarianceOver(sample, seconds);
    if (then === null || Math.abs(now - value) > Math.abs(now - then)) then = value;
  }
  if (then === null || !Number.isFinite(now - then)) return null;
  return {
    logChange: now - then,
    fromVolatility: annualVolatility(then),
    toVolatility: annualVolatility(now),
  };
}
