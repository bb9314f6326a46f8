// The shipped models on a made-up market: every one answers every second, and the causes add up.
import { expect, it } from 'vitest';
import { unwrap } from '#lib/result.ts';
import { loadSignal } from '#server/config/signal-file.ts';
import { createForecastSeconds, forecastLatency } from './forecast-latency.ts';

const SIGNAL = unwrap(loadSignal());

it('the shipped trees and sequences answer every second, through every phase of a minute', async () => {
  const { next } = await createForecastSeconds(SIGNAL);
  for (let second = 0; second < 61; second++) {
    const forecast = await next();
    const members = new Set(SIGNAL.combination.flatMap(({ value }) => value));
    expect(new Set(forecast.modelId.split('+'))).toEqual(members);
    expect(forecast).toMatchObject({ fallback: null, refused: [] });
    for (const { variancePerSecond, base, contributions } of forecast.horizons) {
      const sum = contributions.reduce((all, each) => all + each.logVariance, 0);
      expect(sum).toBeCloseTo(Math.log(variancePerSecond) - base, 9);
    }
  }
});

it('latencies are measured hot and cold', async () => {
  const measured = await forecastLatency(SIGNAL, { hotCalls: 40, coldCalls: 5 });
  const { hot, cold, bare } = measured;
  expect([hot.wall.calls, cold.wall.calls, bare.calls]).toEqual([40, 5, 40]);
  expect(hot.wall.p50Us).toBeGreaterThan(bare.p50Us);
  expect(measured.coldCpuUs).toBeGreaterThan(0);
  for (const { wall, own } of [hot, cold]) {
    expect(wall.p50Us).toBeGreaterThan(0);
    expect(wall.p50Us).toBeLessThanOrEqual(wall.p99Us);
    // Waits are only ever taken off, never added.
    expect(own?.p50Us ?? 0).toBeLessThanOrEqual(wall.p50Us);
    expect(own?.p99Us ?? 0).toBeLessThanOrEqual(wall.p99Us);
  }
});
