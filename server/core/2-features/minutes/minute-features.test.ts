// Formulas on minutes whose answers are known by hand.
import { expect, it } from 'vitest';
import {
  MINUTE_FEATURES,
  SEQUENCE_CHANNELS,
  SEQUENCE_STATICS,
  SEQUENCE_STEPS,
} from '#lib/domain/minute-row.ts';
import { dayTerms, sessionMs } from './day-clock.ts';
import { levelBase } from './level-base.ts';
import { minuteFeatures } from './minute-features.ts';
import { FLAT_PROFILE, profileMean, profileMinute } from './minute-profile.ts';
import { appendMinute, createMinuteSeries, measured } from './minute-series.ts';
import { sequenceStatics, sequenceWindow } from './sequence-window.ts';

const FROM = Date.parse('2026-02-21T00:00:00Z');
const MOVE = 1e-3;

/** Prices that step up and down by MOVE each minute, with one jump of ten moves at `jumpAt`. */
function swinging(minutes: number, jumpAt = -1) {
  const series = createMinuteSeries({
    capacity: minutes,
    garch: { longRun: 1e-6, persistence: 0.9, reaction: 0.1 },
  });
  let log = Math.log(90_000);
  for (let i = 0; i < minutes; i++) {
    const open = Math.exp(log);
    log += (i === jumpAt ? 10 : 1) * (i % 2 === 0 ? MOVE : -MOVE);
    const close = Math.exp(log);
    const [high, low] = [Math.max(open, close), Math.min(open, close)];
    const bar = measured({ open, high, low, close, volume: 2 });
    appendMinute(series, FROM + (i + 1) * 60_000, bar);
  }
  return series;
}

function named(series: ReturnType<typeof swinging>, i: number) {
  const row = minuteFeatures(series, i, { horizonMinutes: 15, profile: FLAT_PROFILE });
  expect(row.length).toBe(MINUTE_FEATURES.length);
  return (name: string) => row[MINUTE_FEATURES.indexOf(name)] ?? Number.POSITIVE_INFINITY;
}

it('steady swings are level at every look-back, without jump and without drift', () => {
  const series = swinging(3_000);
  const value = named(series, 2_999);
  expect(levelBase(series, 2_999)).toBeCloseTo(2 * Math.log(MOVE), 9);
  for (const name of MINUTE_FEATURES.filter((each) => /^(rv|volume)·/.test(each)))
    expect(value(name)).toBeCloseTo(0, 5);
  // The whole range is the body: ½ − (2 ln 2 − 1) of its square.
  expect(value('gk·60m')).toBeCloseTo(Math.log(1.5 - 2 * Math.LN2), 5);
  expect(value('bipower-share·60m')).toBeCloseTo(Math.PI / 2, 5);
  expect(value('return·60m')).toBeCloseTo(0, 5);
  expect(value('return·5m')).toBeCloseTo(-1 / Math.sqrt(5), 5);
  expect(value('fall·5m')).toBe(value('return·5m'));
  expect(value('jump-age')).toBe(1);
});

it('a jump is seen in the minute it happens and then ages', () => {
  const series = swinging(2_000, 1_900);
  expect(named(series, 1_900)('jump-age')).toBe(0);
  expect(named(series, 1_905)('jump-age')).toBeCloseTo(Math.log(6) / Math.log(1_440), 6);
  expect(named(series, 1_905)('bipower-share·15m')).toBeLessThan(0.5);
  expect(named(series, 1_899)('jump-age')).toBe(1);
});

it('the clock is that of the middle of the target, and weekends are told', () => {
  const series = swinging(1_500);
  const value = named(series, 4 * 60 - 9);
  expect(value('day·cos1')).toBeCloseTo(Math.cos((2 * Math.PI * (3 * 60 + 59.5)) / 1_440), 5);
  expect(value('weekend')).toBe(1);
});

it('the profile mean takes cut minutes by their share, and a whole hour is 1', () => {
  const profile = FLAT_PROFILE.map((_, m) => (m === 0 ? 31 : 29 / 59));
  expect(profileMean(profile, FROM, 1)).toBe(31);
  expect(profileMean(profile, FROM - 15_000, 1)).toBeCloseTo(0.25 * (29 / 59) + 0.75 * 31, 9);
  expect(profileMean(profile, FROM + 12_345, 60)).toBeCloseTo(1, 9);
  for (let ms = FROM - 3_600_000; ms < FROM + 3_600_000; ms += 7_321)
    expect(profileMinute(profile, ms)).toBe(profileMean(profile, ms, 1));
});

it('the window ends with its minute, scaled by the level', () => {
  const series = swinging(2_000);
  const window = sequenceWindow(series, 1_999, FLAT_PROFILE);
  const last = [...window.slice((SEQUENCE_STEPS - 1) * SEQUENCE_CHANNELS.length)];
  expect(last[SEQUENCE_CHANNELS.indexOf('return')]).toBeCloseTo(-1, 5);
  expect(last[SEQUENCE_CHANNELS.indexOf('size')]).toBeCloseTo(1, 5);
  expect(last[SEQUENCE_CHANNELS.indexOf('volume')]).toBeCloseTo(0, 5);
  expect(last[SEQUENCE_CHANNELS.indexOf('log-square')]).toBeCloseTo(0, 5);
  const columns = minuteFeatures(series, 1_999, { horizonMinutes: 15, profile: FLAT_PROFILE });
  const statics = sequenceStatics(columns);
  for (const [k, name] of SEQUENCE_STATICS.entries())
    expect(statics[k]).toBe(columns[MINUTE_FEATURES.indexOf(name)]);
});

it('the session clock is UTC in winter and an hour on in New York’s summer', () => {
  const [winter, summer] = [Date.parse('2026-03-07T14:30:00Z'), Date.parse('2026-03-09T13:30:00Z')];
  expect(sessionMs(winter)).toBe(winter);
  expect(dayTerms(summer).slice(0, 6)).toEqual(dayTerms(winter).slice(0, 6));
  expect([dayTerms(winter).at(-1), dayTerms(summer).at(-1)]).toEqual([1, 0]);
});
