// Seconds into minutes: what makes a bar, what makes a gap, and how candles from before join.
import { describe, expect, it } from 'vitest';
import { wallMs } from '#lib/domain/instant.ts';
import type { MinuteBar } from '#lib/domain/minute-row.ts';
import {
  closeMinuteSecond,
  createMinuteClocks,
  currentMinuteRow,
  knownMinutes,
  type MinuteClocks,
} from './minute-clocks.ts';
import { addHistory } from './minute-history.ts';
import { UNFITTED_MINUTES } from './minute-parameters.ts';
import { minuteValue, newestEndMs } from './minute-series.ts';
import { lastMinuteBar } from './second-ring.ts';
import { randomMinutes, rowBits, uniformsFrom } from './testing/random-minutes.ts';

const T0 = Date.parse('2026-02-17T00:00:00Z');
const PARAMETERS = {
  ...UNFITTED_MINUTES,
  garch: { longRun: 2e-7, persistence: 0.9, reaction: 0.1 },
};

function mids(seed: number, seconds: number): readonly number[] {
  const uniform = uniformsFrom(seed);
  let price = 90_000;
  return Array.from({ length: seconds }, () => {
    price *= Math.exp(1e-4 * (uniform() - 0.5));
    return price;
  });
}

function close(clocks: MinuteClocks, second: number, midUsd: number | null, volumeBtc = 0.5): void {
  const volume = midUsd === null ? null : volumeBtc;
  closeMinuteSecond(clocks, { at: T0 + second * 1000, midUsd, volumeBtc: volume });
}

function run(clocks: MinuteClocks, prices: readonly (number | null)[], from = 0): void {
  prices.forEach((mid, k) => {
    close(clocks, from + k, mid);
  });
}

function seriesAt(clocks: MinuteClocks, second: number) {
  const series = clocks.phases[(T0 / 1000 + second) % 60]?.series;
  if (!series) throw new Error(`no series at second ${second}`);
  return series;
}

describe('bars', () => {
  it('the last 60 s make open, high, low, close and volume of a minute that ends now', () => {
    const clocks = createMinuteClocks(PARAMETERS);
    const prices = mids(1, 90);
    run(clocks, prices);
    const seen = prices.slice(29, 90);
    expect(lastMinuteBar(clocks.seconds)).toEqual({
      open: seen[0],
      close: seen[60],
      high: Math.max(...seen),
      low: Math.min(...seen),
      volume: 30,
    });
    expect(newestEndMs(seriesAt(clocks, 89))).toBe(T0 + 89_000);
  });

  it('I23 more than 15 silent seconds, or no mid now, is a missing minute; 15 are not', () => {
    for (const [silent, known] of [
      [15, true],
      [16, false],
    ] as const) {
      const clocks = createMinuteClocks(PARAMETERS);
      run(clocks, mids(2, 120));
      for (let k = 0; k < silent; k++) close(clocks, 120 + k, null);
      close(clocks, 120 + silent, 90_000);
      const series = seriesAt(clocks, 120 + silent);
      expect(Number.isFinite(minuteValue(series, series.close, series.length - 1))).toBe(known);
      expect(newestEndMs(series)).toBe(T0 + (120 + silent) * 1000);
    }
    const clocks = createMinuteClocks(PARAMETERS);
    run(clocks, [...mids(2, 120), null]);
    const series = seriesAt(clocks, 120);
    expect(minuteValue(series, series.close, series.length - 1)).toBeNaN();
  });

  it('volume of silent seconds is not known and not zero', () => {
    const clocks = createMinuteClocks(PARAMETERS);
    run(clocks, mids(3, 60));
    for (let k = 0; k < 10; k++) close(clocks, 60 + k, null);
    close(clocks, 70, 90_000);
    expect(lastMinuteBar(clocks.seconds)?.volume).toBeCloseTo(30, 9);
  });

  it('skipped seconds are gaps, and a second is closed once', () => {
    const clocks = createMinuteClocks(PARAMETERS);
    run(clocks, mids(4, 100));
    close(clocks, 2_000, 90_000);
    expect(lastMinuteBar(clocks.seconds)).toBeNull();
    expect(() => close(clocks, 2_000, 90_000)).toThrow('does not follow');
    expect(() => close(clocks, 2_000.5, 90_000)).toThrow('whole second');
  });

  it('after a silence longer than is kept a clock begins again', () => {
    const clocks = createMinuteClocks(PARAMETERS);
    run(clocks, mids(4, 100));
    const day = 2 * 86_400;
    run(clocks, mids(4, 100), day);
    expect(seriesAt(clocks, day + 60).length).toBe(2);
  });
});

describe('rows', () => {
  it('come every second once the base is known, from whole minutes that end there', () => {
    const clocks = createMinuteClocks(PARAMETERS);
    expect(currentMinuteRow(clocks, wallMs(T0))).toBeNull();
    const prices = mids(5, 9_000);
    let first = -1;
    prices.forEach((mid, second) => {
      close(clocks, second, mid);
      const row =
        second > 8_500 ? currentMinuteRow(clocks, wallMs(T0 + second * 1000 + 300)) : null;
      if (row === null) return;
      expect(row.at).toBe(T0 + second * 1000);
      if (first < 0 && Number.isFinite(row.base)) first = second;
    });
    // 144 of 240 returns need 145 bars, the first of them at 45 s or later.
    expect(first).toBeGreaterThan(144 * 60);
    expect(first).toBeLessThanOrEqual(146 * 60);
    expect(knownMinutes(clocks)).toBeGreaterThan(144);
    expect(currentMinuteRow(clocks, wallMs(T0 + 9_001_000))).toBeNull();
  });
});

describe('history', () => {
  const minutes = 500;
  const prices = mids(6, minutes * 60 + 1);

  /** All seconds live; and the bars of second 0 of each minute, as candles would be. */
  function allLive() {
    const clocks = createMinuteClocks(PARAMETERS);
    const bars: MinuteBar[] = [];
    prices.forEach((mid, second) => {
      close(clocks, second, mid);
      const bar = lastMinuteBar(clocks.seconds);
      if (second % 60 === 0 && bar) bars.push({ ...bar, endMs: wallMs(T0 + second * 1000) });
    });
    return { clocks, bars };
  }

  it('I22 history and then live is, bit by bit, all live at the same second of the minute', () => {
    const { clocks: whole, bars } = allLive();
    const joined = createMinuteClocks(PARAMETERS);
    const from = 300 * 60;
    const expected: string[] = [];
    const whole2 = createMinuteClocks(PARAMETERS);
    prices.forEach((mid, second) => {
      close(whole2, second, mid);
      if (second < from) return;
      if (second === from)
        addHistory(
          joined,
          bars.filter((bar) => bar.endMs <= T0 + from * 1000),
        );
      close(joined, second, mid);
      if (second % 60 !== 0 || second === from) return;
      const at = wallMs(T0 + second * 1000);
      const [row, other] = [currentMinuteRow(whole2, at), currentMinuteRow(joined, at)];
      if (row === null || other === null) throw new Error(`no row at ${second}`);
      expect(rowBits(other)).toBe(rowBits(row));
      expected.push(rowBits(row));
    });
    expect(expected.length).toBe(200);
    expect(knownMinutes(whole)).toBe(240);
  });

  it('gives every clock a past, so a row with a base comes within the first two minutes', () => {
    const { bars } = allLive();
    const clocks = createMinuteClocks(PARAMETERS);
    const start = minutes * 60 + 17;
    close(clocks, start, 90_000);
    addHistory(clocks, bars);
    for (let k = 1; k < 180; k++) {
      close(clocks, start + k, 90_000 + k);
      const row = currentMinuteRow(clocks, wallMs(T0 + (start + k) * 1000));
      expect(row !== null).toBe(k >= 44);
      if (row !== null) expect(row.base).toBeLessThan(-10);
    }
  });

  it('a candle that ends after our first second is left out', () => {
    const clocks = createMinuteClocks(PARAMETERS);
    close(clocks, 30, 90_000);
    const bars = randomMinutes({ seed: 1, fromMs: T0 - 3_600_000, minutes: 70, holes: 0 });
    addHistory(
      clocks,
      bars.filter((bar) => bar !== null),
    );
    expect(newestEndMs(seriesAt(clocks, 0))).toBe(T0);
  });

  it('I22 that comes late is the past of the minutes seen since, bit by bit', () => {
    const { bars } = allLive();
    const [early, late] = [createMinuteClocks(PARAMETERS), createMinuteClocks(PARAMETERS)];
    const from = 300 * 60 + 10;
    const past = bars.filter((bar) => bar.endMs <= T0 + from * 1000);
    for (let second = from; second < from + 400; second++) {
      if (second === from + 1) addHistory(early, past);
      if (second === from + 300) addHistory(late, past);
      close(early, second, prices[second] ?? null);
      close(late, second, prices[second] ?? null);
      if (second < from + 300) continue;
      const at = wallMs(T0 + second * 1000);
      const [row, other] = [currentMinuteRow(early, at), currentMinuteRow(late, at)];
      if (row === null || other === null) throw new Error(`no row at ${second}`);
      expect(rowBits(other)).toBe(rowBits(row));
      expect(row.base).toBeLessThan(-10);
    }
  });

  it('is refused by a clock whose first own minute has left it', () => {
    const clocks = createMinuteClocks(PARAMETERS);
    for (let minute = 0; minute < 1_600; minute++)
      for (let k = 0; k < 46; k++) close(clocks, minute * 60 + k, 90_000 + minute + k);
    const { length } = seriesAt(clocks, 45);
    const bars = randomMinutes({ seed: 1, fromMs: T0 - 3_600_000, minutes: 60, holes: 0 });
    addHistory(
      clocks,
      bars.filter((bar) => bar !== null),
    );
    expect(seriesAt(clocks, 45).length).toBe(length);
  });

  it('F96 history ahead of our own clock is dropped when the first own minute comes', () => {
    const clocks = createMinuteClocks(PARAMETERS);
    const bars = randomMinutes({ seed: 1, fromMs: T0, minutes: 60, holes: 0 });
    addHistory(
      clocks,
      bars.filter((bar) => bar !== null),
    );
    run(clocks, mids(9, 120));
    expect(seriesAt(clocks, 119).length).toBe(2);
  });

  it('gaps stay gaps, and candles out of order are refused', () => {
    const clocks = createMinuteClocks(PARAMETERS);
    const bars = randomMinutes({ seed: 3, fromMs: T0, minutes: 100, holes: 0.2 });
    const known = bars.filter((bar) => bar !== null);
    addHistory(clocks, known);
    const series = seriesAt(clocks, 0);
    const first = bars.findIndex((bar) => bar !== null);
    const last = bars.findLastIndex((bar) => bar !== null);
    expect(series.length).toBe(last - first + 1);
    expect(series.length).toBeGreaterThan(known.length + 5);
    bars.slice(first, last + 1).forEach((bar, i) => {
      expect(minuteValue(series, series.close, i)).toBe(bar?.close ?? Number.NaN);
    });
    expect(() => addHistory(clocks, known.toReversed())).toThrow('out of order');
  });
});
