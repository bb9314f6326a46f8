// The forecast for exactly the time that is left. In: forecast, seconds. Out: one variance with its uncertainty.
import { ensure } from '../check.ts';
import type { Forecast, HorizonForecast } from './forecast.ts';

export type ForecastOver = Pick<
  HorizonForecast,
  'variancePerSecond' | 'logVarianceSd' | 'tailNu' | 'tailScale'
>;

/** `low` + `share` of the way to `high`. */
export function between(low: number, high: number, share: number): number {
  return low + share * (high - low);
}

/** The two horizons around a time; `share` 0 … 1 of the way from the shorter to the longer, linear in ln(time). */
export interface HorizonsAround<Horizon> {
  readonly low: Horizon;
  readonly high: Horizon;
  readonly share: number;
}

/**
 * Where `seconds` lies among `horizons` (ascending, at least one). Outside the shortest and the longest both are that
 * one with share 0. Seconds below 1 read as 1.
 */
export function horizonsAround<Horizon extends { readonly minutes: number }>(
  horizons: readonly Horizon[],
  seconds: number,
): HorizonsAround<Horizon> {
  const minutes = Math.max(1, seconds) / 60;
  const after = horizons.findIndex((each) => each.minutes >= minutes);
  const high = ensure(after < 0 ? horizons.at(-1) : horizons[after], 'a forecast has a horizon');
  if (after <= 0) return { low: high, high, share: 0 };
  const low = ensure(horizons[after - 1], 'a shorter horizon');
  const share = Math.log(minutes / low.minutes) / Math.log(high.minutes / low.minutes);
  return { low, high, share };
}

/**
 * Variance per second (average minute of the hour) over the next `seconds`: between two horizons linear in ln(time),
 * variance in logs; held flat outside the shortest and the longest. Seconds below 1 read as 1.
 */
export function forecastOver(forecast: Forecast, seconds: number): ForecastOver {
  const { low, high, share } = horizonsAround(forecast.horizons, seconds);
  if (low === high) return high;
  return {
    variancePerSecond: Math.exp(
      between(Math.log(low.variancePerSecond), Math.log(high.variancePerSecond), share),
    ),
    logVarianceSd: between(low.logVarianceSd, high.logVarianceSd, share),
    tailNu: between(low.tailNu, high.tailNu, share),
    tailScale: between(low.tailScale, high.tailScale, share),
  };
}
