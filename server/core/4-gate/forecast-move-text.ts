// How the forecast has moved, in words. In: the change. Out: "forecast went from 25 % to 138 %".
import type { ForecastChange } from './recent-forecast.ts';

/** Annual volatilities in whole percent, then and now. */
export function forecastMoveText(change: ForecastChange): string {
  const whole = (share: number) => `${(share * 100).toFixed(0)} %`;
  return `forecast went from ${whole(change.fromVolatility)} to ${whole(change.toVolatility)}`;
}
