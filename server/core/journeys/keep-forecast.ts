// The newest forecast into the world, or the words for why there is none.
import { type ForecastInput, outputToForecast } from '../3-models/output-to-forecast.ts';
import type { World } from '../world.ts';

/** Combines and keeps; a failure leaves no forecast, so that nothing is priced on an old one. */
export function keepForecast(world: World, input: ForecastInput): void {
  const made = outputToForecast(input);
  world.forecast = made.ok ? made.value : null;
  if (!made.ok) world.forecastReason = made.error;
}
