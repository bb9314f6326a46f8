// Contributions in cents: they add up, in first order or exactly, and between two horizons they are read as prices are.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Forecast, HorizonForecast } from '#lib/domain/forecast.ts';
import { forecastOver } from '#lib/domain/forecast-over.ts';
import { FAIR, GOOD } from '../testing/sample-input.ts';
import { priceContributions } from './price-contributions.ts';

type Parts = Readonly<Record<string, number>>;

/** A horizon whose contributions add up from its base. */
function horizon(minutes: number, base: number, parts: Parts): HorizonForecast {
  const [sample] = GOOD.forecast?.horizons ?? [];
  if (sample === undefined) throw new Error('the sample has a horizon');
  const contributions = Object.entries(parts).map(([name, logVariance]) => ({ name, logVariance }));
  const total = contributions.reduce((sum, each) => sum + each.logVariance, base);
  return { ...sample, minutes, base, contributions, variancePerSecond: Math.exp(total) };
}

function forecastOf(...horizons: readonly HorizonForecast[]): Forecast {
  if (GOOD.forecast === null) throw new Error('the sample has a forecast');
  return { ...GOOD.forecast, horizons };
}

const fairAt = (secondsToClose: number, vegaPerLogVol = -0.2) => ({
  ...FAIR,
  vegaPerLogVol,
  window: { ...FAIR.window, secondsToClose },
});

const sumOf = (parts: readonly { readonly cents: number; readonly logVariance: number }[]) => ({
  cents: parts.reduce((sum, each) => sum + each.cents, 0),
  logVariance: parts.reduce((sum, each) => sum + each.logVariance, 0),
});

describe('contributions in cents', () => {
  test('one unit of ln variance is half of one of ln volatility', () => {
    const forecast = forecastOf(horizon(15, -20, { trend: 0.4, clock: -0.1 }));
    const parts = priceContributions(forecast, fairAt(900), null);
    expect(parts.map((each) => each.name)).toEqual(['trend', 'clock', 'the rest']);
    expect(parts[0]?.cents).toBeCloseTo(-4);
    expect(parts[1]?.cents).toBeCloseTo(1);
    expect(parts[2]?.cents).toBeCloseTo(0);
  });

  test('what the first order misses of the true move is in the rest', () => {
    const forecast = forecastOf(horizon(15, -20, { trend: 0.4 }));
    const parts = priceContributions(forecast, fairAt(900), -0.03);
    expect(sumOf(parts).cents).toBeCloseTo(-3);
    expect(parts.at(-1)).toMatchObject({ name: 'the rest' });
    expect(parts.at(-1)?.cents).toBeCloseTo(1);
  });

  test('eight are named, the small ones are in the rest', () => {
    const many = Object.fromEntries(
      Array.from({ length: 20 }, (_, index) => [`feature ${index}`, 0.01 * (index + 1)]),
    );
    const parts = priceContributions(forecastOf(horizon(15, -20, many)), fairAt(900), null);
    expect(parts).toHaveLength(9);
    expect(parts[0]?.name).toBe('feature 19');
    expect(parts.at(-1)?.logVariance).toBeCloseTo(0.01 * 78);
  });

  test('parts and base add up to the forecast over exactly the time that is left', () => {
    const value = fc.double({ min: -0.5, max: 0.5, noNaN: true });
    const parts = fc.record({ a: value, b: value, c: value });
    fc.assert(
      fc.property(
        fc.tuple(parts, parts, parts),
        fc.integer({ min: 1, max: 7_200 }),
        fc.option(fc.double({ min: -0.5, max: 0.5, noNaN: true })),
        ([one, two, three], seconds, move) => {
          const forecast = forecastOf(
            horizon(1, -20, one),
            horizon(15, -20, two),
            horizon(60, -20, three),
          );
          const found = priceContributions(forecast, fairAt(seconds), move);
          const over = Math.log(forecastOver(forecast, seconds).variancePerSecond) + 20;
          expect(sumOf(found).logVariance).toBeCloseTo(over, 9);
          expect(sumOf(found).cents).toBeCloseTo(move === null ? over * -10 : move * 100, 9);
        },
      ),
    );
  });

  test('I24 a base that is no number gives no contributions', () => {
    const forecast = forecastOf(horizon(15, -20, { trend: 0.1 }));
    const broken = {
      ...forecast,
      horizons: forecast.horizons.map((each) => ({ ...each, base: Number.NaN })),
    };
    expect(priceContributions(broken, fairAt(900), null)).toEqual([]);
  });
});
