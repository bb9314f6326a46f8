// The live ring against a series that keeps everything, and no way back from later minutes to earlier rows.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wallMs } from '#lib/domain/instant.ts';
import { HORIZONS_MINUTES, MINUTE_FEATURES, type MinuteBar } from '#lib/domain/minute-row.ts';
import type { MinuteParameters } from './minute-parameters.ts';
import {
  appendMinute,
  createMinuteSeries,
  LIVE_CAPACITY,
  type MinuteSeries,
  measured,
  minuteValue,
} from './minute-series.ts';
import { trailingMean } from './minute-track.ts';
import { seriesToRow } from './series-to-row.ts';
import { randomMinutes, rowBits, uniformsFrom } from './testing/random-minutes.ts';

const FROM = Date.parse('2026-02-17T00:00:00Z');
const uniform = uniformsFrom(99);
const PARAMETERS: MinuteParameters = {
  profile: Array.from({ length: 60 }, () => 0.8 + 0.4 * uniform()),
  garch: { longRun: 2e-7, persistence: 0.98, reaction: 0.1 },
  floors: HORIZONS_MINUTES.map((minutes) => ({
    minutes,
    value: { hours: Array.from({ length: 24 }, () => 0.5 + uniform()), share: 0.05 },
  })),
};

function append(series: MinuteSeries, i: number, bar: MinuteBar | null): void {
  appendMinute(series, FROM + (i + 1) * 60_000, bar && measured(bar));
}

function seriesOf(bars: readonly (MinuteBar | null)[], capacity = bars.length): MinuteSeries {
  const series = createMinuteSeries({ capacity, garch: PARAMETERS.garch });
  bars.forEach((bar, i) => {
    append(series, i, bar);
  });
  return series;
}

function bitsAt(series: MinuteSeries, i: number): string {
  return rowBits(seriesToRow(series, i, { parameters: PARAMETERS, at: wallMs(FROM) }));
}

const MADE = fc.record({
  seed: fc.nat(10_000),
  holes: fc.constantFrom(0, 0.02, 0.3),
});

describe('the live ring', () => {
  it('I22 gives, bit by bit, the rows of a series that keeps every minute, over gaps too', () => {
    fc.assert(
      fc.property(MADE, ({ seed, holes }) => {
        const bars = randomMinutes({ seed, fromMs: FROM, minutes: 4_000, holes });
        const whole = seriesOf(bars);
        const live = createMinuteSeries({ capacity: LIVE_CAPACITY, garch: PARAMETERS.garch });
        bars.forEach((bar, i) => {
          append(live, i, bar);
          if (i % 61 === 0 || i > 3_990) expect(bitsAt(live, i)).toBe(bitsAt(whole, i));
        });
      }),
      { numRuns: 6, seed: 1 },
    );
  });

  it('skipped minutes are the missing minutes they stand for', () => {
    const bars = randomMinutes({ seed: 5, fromMs: FROM, minutes: 2_000, holes: 0.3 });
    const skipping = createMinuteSeries({ capacity: LIVE_CAPACITY, garch: PARAMETERS.garch });
    const told = seriesOf(bars, LIVE_CAPACITY);
    bars.forEach((bar) => {
      if (bar !== null) appendMinute(skipping, bar.endMs, measured(bar));
    });
    const last = bars.findLastIndex((bar) => bar !== null);
    const first = bars.findIndex((bar) => bar !== null);
    expect(first).toBe(0);
    expect(bitsAt(skipping, last)).toBe(bitsAt(told, last));
  });

  it('refuses what has left it, and a minute that does not follow', () => {
    const bars = randomMinutes({ seed: 1, fromMs: FROM, minutes: 200, holes: 0 });
    const series = seriesOf(bars, 100);
    expect(() => minuteValue(series, series.returns, 99)).toThrow('Condition failed');
    expect(minuteValue(series, series.returns, 100)).not.toBeNaN();
    expect(minuteValue(series, series.returns, 200)).toBeNaN();
    expect(() => trailingMean(series.squared, 150, { minutes: 60 })).toThrow('Condition failed');
    expect(trailingMean(series.squared, 150, { minutes: 50 })).toBeGreaterThan(0);
    for (const bad of [0, 30_000, 60_000])
      expect(() => appendMinute(series, FROM + 199 * 60_000 + bad, null)).toThrow(
        'does not follow',
      );
  });
});

describe('leaks', () => {
  const minutes = 2_200;
  const bars = randomMinutes({ seed: 7, fromMs: FROM, minutes, holes: 0.02 });
  const series = seriesOf(bars);

  it('another future leaves every earlier row as it was, bit by bit', () => {
    const futures = fc.record({
      cut: fc.integer({ min: 200, max: minutes - 2 }),
      seed: fc.nat(10_000),
      shift: fc.nat(40),
    });
    fc.assert(
      fc.property(futures, fc.nat(120), ({ cut, seed, shift }, back) => {
        const other = randomMinutes({ seed, fromMs: FROM, minutes, holes: 0.1 });
        const moved = (i: number) => (seed % 2 === 0 ? other[i] : bars[i + shift + 1]) ?? null;
        const changed = seriesOf(bars.map((bar, i) => (i <= cut ? bar : moved(i))));
        const i = cut - back;
        expect(bitsAt(changed, i)).toBe(bitsAt(series, i));
      }),
      { numRuns: 40, seed: 2 },
    );
  });

  it('the same change reaches the row after it, so the check can fail', () => {
    const bar = bars.find((each, i) => i > 1_000 && each !== null) ?? null;
    const cut = bars.indexOf(bar);
    const dearer = bar && { ...bar, close: bar.close * 1.001 };
    const changed = seriesOf(bars.map((each, i) => (i === cut ? dearer : each)));
    expect(bitsAt(changed, cut)).not.toBe(bitsAt(series, cut));
    expect(bitsAt(changed, cut - 1)).toBe(bitsAt(series, cut - 1));
  });
});

describe('missing', () => {
  it('stays missing: a column without data is NaN beside the others, and 0 in the window', () => {
    const bars = randomMinutes({ seed: 3, fromMs: FROM, minutes: 1_600, holes: 0 }).map(
      (bar) => bar && { ...bar, volume: Number.NaN, open: Number.NaN },
    );
    const series = seriesOf(bars);
    const row = seriesToRow(series, 1_599, { parameters: PARAMETERS, at: wallMs(FROM) });
    for (const { columns, statics } of row.horizons) {
      const missing = MINUTE_FEATURES.filter((_, k) => Number.isNaN(columns[k]));
      expect(missing).toEqual(MINUTE_FEATURES.filter((name) => /^(gk|volume)·/.test(name)));
      expect(statics.every(Number.isFinite)).toBe(true);
    }
    expect(row.window.every(Number.isFinite)).toBe(true);
    expect(row.floors.every(Number.isFinite)).toBe(true);
  });

  it('a young series has no base, no floor, no average', () => {
    const bars = randomMinutes({ seed: 3, fromMs: FROM, minutes: 300, holes: 0 });
    const early = seriesToRow(seriesOf(bars), 25, { parameters: PARAMETERS, at: wallMs(FROM) });
    expect([early.base, early.levels.riskmetrics, ...early.floors]).toEqual(
      new Array(6).fill(Number.NaN),
    );
    const later = seriesToRow(seriesOf(bars), 299, { parameters: PARAMETERS, at: wallMs(FROM) });
    expect(later.base).toBeLessThan(-10);
    expect(later.floors.every(Number.isNaN)).toBe(true);
  });
});
