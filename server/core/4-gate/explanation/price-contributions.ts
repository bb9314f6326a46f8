// What moved the forecast, in cents of this contract (models §C2 Attribution). In: forecast, fair value. Out: parts by size.
import type { PriceContribution } from '#lib/domain/explanation.ts';
import type { FairValue } from '#lib/domain/fair-value.ts';
import type { Forecast } from '#lib/domain/forecast.ts';
import { between, horizonsAround } from '#lib/domain/forecast-over.ts';

/** Parts shown by name. */
const SHOWN = 8;
const REST = 'the rest';

/** Contributions to ln variance over the time left, by name, and what they add up to. */
function logParts(
  forecast: Forecast,
  seconds: number,
): { readonly parts: ReadonlyMap<string, number>; readonly total: number } {
  const { low, high, share } = horizonsAround(forecast.horizons, seconds);
  const above = (horizon: typeof low) => Math.log(horizon.variancePerSecond) - horizon.base;
  const parts = new Map<string, number>();
  const add = (horizon: typeof low, weight: number): void => {
    if (weight === 0) return;
    for (const { name, logVariance } of horizon.contributions)
      parts.set(name, (parts.get(name) ?? 0) + weight * logVariance);
  };
  add(low, 1 - share);
  add(high, share);
  return { parts, total: between(above(low), above(high), share) };
}

/**
 * Each cause as ln variance and as cents of YES: × dP/d ln σ ÷ 2 × 100, for variance is σ². Largest effect first, then
 * "the rest": what the small ones add, and what the first order misses of `modelMove`, the model's price at the forecast
 * less its price at the base (null: not known, the parts then add up in first order). Empty without a finite base.
 */
export function priceContributions(
  forecast: Forecast,
  fair: FairValue,
  modelMove: number | null,
): readonly PriceContribution[] {
  const { parts, total } = logParts(forecast, fair.window.secondsToClose);
  const centsPerLog = (fair.vegaPerLogVol / 2) * 100;
  if (!Number.isFinite(total) || !Number.isFinite(centsPerLog)) return [];
  const named = [...parts]
    .map(([name, logVariance]) => ({ name, logVariance, cents: logVariance * centsPerLog }))
    .sort((left, right) => Math.abs(right.cents) - Math.abs(left.cents))
    .slice(0, SHOWN);
  let logRest = total;
  let centsRest = modelMove === null ? total * centsPerLog : modelMove * 100;
  for (const part of named) {
    logRest -= part.logVariance;
    centsRest -= part.cents;
  }
  return [...named, { name: REST, logVariance: logRest, cents: centsRest }];
}
