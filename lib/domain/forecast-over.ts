// The forecast for exactly the time that is left. In: forecast, seconds. Out: one variance with its uncertainty.
import { ensure } from '../check.ts';
import type { Forecast, HorizonForecast } from './forecast.ts';

export type ForecastOver = Pick<
  HorizonForecast,
  'variancePerSecond' | 'logVarianceSd' | 'tailNu' | 'tailScale'
>;

function between(low: number, high: number, share: number): number {
  return low + share * (high - low);
}

/**
 * Variance per second (average minute of the hour) over the next `seconds`: between two horizons linear in ln(time),
 * variance in logs; held flat outside the shortest and the longest. Seconds below 1 read as 1.
 */
export function forecastOver(forecast: Forecast, seconds: number): ForecastOver {
  const minutes = Math.max(1, seconds) / 60;
  const { horizons } = forecast;
  const after = horizons.findIndex((each) => each.minutes >= minutes);
  const high = ensure(after < 0 ? horizons.at(-1) : horizons[after], 'a forecast has a horizon');
  const low = after > 0 ? ensure(horizons[after - 1], 'a shorter horizon') : high;
  if (low === high) return high;
  const share = Math.log(minutes / low.minutes) / Math.log(high.minutes / low.minutes);
  return {
    variancePerSecond: Math.exp(
      between(Math.log(low.variancePerSecond), Math.log(high.variancePerSecond), share),
    ),
    logVarianceSd: between(low.logVarianceSd, high.logVarianceSd, share),
    tailNu: between(low.tailNu, high.tailNu, share),
    tailScale: between(low.tailScale, high.tailScale, share),
  };
}
