// The volatility forecast as rows for the screen. In: the forecast. Out: one row a horizon.
import type { Forecast, HorizonForecast } from '#lib/domain/forecast.ts';
import type { ForecastRow } from '#lib/wire/signal-rows.ts';
import { SECONDS_PER_YEAR } from '#server/core/3-models/settlement-average.ts';

/** ln of variance per second as volatility a year. */
function volOf(logVariance: number): number {
  return Math.sqrt(Math.exp(logVariance) * SECONDS_PER_YEAR);
}

function rowOf(horizon: HorizonForecast, at: number): ForecastRow {
  const { minutes, logVarianceSd, tailNu, contributions } = horizon;
  return {
    minutes,
    at,
    volAnnual: volOf(Math.log(horizon.variancePerSecond)),
    baseVolAnnual: volOf(horizon.base),
    logVarianceSd,
    tailNu,
    members: horizon.members.map(({ id, kind, logVariance, weight, source }) => ({
      id,
      kind,
      volAnnual: volOf(logVariance),
      weight,
      source,
    })),
    contributions,
  };
}

/** Empty without a forecast: a row that stands still would look alive. */
export function forecastRows(forecast: Forecast | null): Readonly<Record<string, ForecastRow>> {
  if (forecast === null) return {};
  return Object.fromEntries(
    forecast.horizons.map((each) => [String(each.minutes), rowOf(each, forecast.at)]),
  );
}
