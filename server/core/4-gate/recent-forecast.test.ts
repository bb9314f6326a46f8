// The memory of the forecast: a leap within a minute is seen over the time a market has left, and only there.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Forecast } from '#lib/domain/forecast.ts';
import { forecastOver } from '#lib/domain/forecast-over.ts';
import { type WallMs, wallMs } from '#lib/domain/instant.ts';
import { createRecentForecasts, forecastChange, recordForecast } from './recent-forecast.ts';
import { GOOD, NOW } from './testing/sample-input.ts';

const at = (second: number): WallMs => wallMs(NOW + second * 1000);

/** Annual volatility by minutes ahead. */
function forecast(volatilities: Readonly<Record<number, number>>): Forecast {
  const [horizon] = GOOD.forecast?.horizons ?? [];
  if (GOOD.forecast === null || horizon === undefined) throw new Error('the sample has a forecast');
  const horizons = Object.entries(volatilities).map(([minutes, volatility]) => ({
    ...horizon,
    minutes: Number(minutes),
    variancePerSecond: volatility ** 2 / 31_536_000,
  }));
  return { ...GOOD.forecast, horizons };
}

describe('the change of the forecast', () => {
  test('from 25 % to 138 % is said in volatility and judged in ln variance', () => {
    const recent = createRecentForecasts();
    for (let second = 0; second <= 30; second++)
      recordForecast(recent, forecast({ 15: 0.25 }), at(second));
    const change = forecastChange(recent, forecast({ 15: 1.38 }), { seconds: 600, at: at(31) });
    expect(change?.fromVolatility).toBeCloseTo(0.25);
    expect(change?.toVolatility).toBeCloseTo(1.38);
    expect(change?.logChange).toBeCloseTo(2 * Math.log(1.38 / 0.25));
  });

  test('is over once the forecast has stood still for a minute', () => {
    const recent = createRecentForecasts();
    const of = (second: number) => forecast({ 15: second < 30 ? 0.25 : 1.38 });
    const change = (second: number) =>
      forecastChange(recent, of(second), { seconds: 600, at: at(second) });
    for (let second = 0; second <= 85; second++) recordForecast(recent, of(second), at(second));
    expect(change(85)?.logChange).toBeGreaterThan(3);
    for (let second = 86; second <= 91; second++) recordForecast(recent, of(second), at(second));
    expect(change(91)?.logChange).toBeCloseTo(0);
  });

  test('a restless minute does not stop an hour', () => {
    const recent = createRecentForecasts();
    recordForecast(recent, forecast({ 1: 0.3, 60: 0.3 }), at(0));
    const now = forecast({ 1: 0.9, 60: 0.3 });
    const change = (seconds: number) => forecastChange(recent, now, { seconds, at: at(5) });
    expect(change(60)?.logChange).toBeCloseTo(2 * Math.log(3));
    expect(change(3_600)?.logChange).toBeCloseTo(0);
  });

  test('equals the largest difference to any forecast kept, read by the same rule as prices are', () => {
    const volatility = fc.double({ min: 0.05, max: 3, noNaN: true });
    const made = fc
      .tuple(volatility, volatility, volatility)
      .map(([a, b, c]) => forecast({ 1: a, 15: b, 60: c }));
    fc.assert(
      fc.property(
        fc.array(made, { minLength: 2, maxLength: 12 }),
        fc.integer({ min: 1, max: 7_200 }),
        (all, seconds) => {
          const recent = createRecentForecasts();
          for (const [index, each] of all.entries()) recordForecast(recent, each, at(index * 5));
          const logs = all.map((each) => Math.log(forecastOver(each, seconds).variancePerSecond));
          const now = logs.at(-1) ?? Number.NaN;
          const largest = Math.max(...logs.map((each) => Math.abs(now - each)));
          const last = all.at(-1) ?? null;
          const change = forecastChange(recent, last, { seconds, at: at((all.length - 1) * 5) });
          expect(Math.abs(change?.logChange ?? Number.NaN)).toBeCloseTo(largest, 9);
        },
      ),
    );
  });

  test('is not known without a forecast or without a memory', () => {
    const recent = createRecentForecasts();
    expect(forecastChange(recent, forecast({ 15: 1 }), { seconds: 60, at: at(0) })).toBeNull();
    recordForecast(recent, null, at(0));
    expect(recent.samples).toEqual([]);
    recordForecast(recent, forecast({ 15: 1 }), at(1));
    expect(forecastChange(recent, null, { seconds: 60, at: at(2) })).toBeNull();
    expect(forecastChange(recent, forecast({ 15: 1 }), { seconds: 60, at: at(62) })).toBeNull();
  });
});
