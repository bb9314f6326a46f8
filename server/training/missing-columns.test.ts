// What is blanked, how often, and that it is the same minute for every model.
import { expect, it } from 'vitest';
import {
  MINUTE_FEATURES,
  SEQUENCE_CHANNELS,
  SEQUENCE_STATICS,
  SEQUENCE_STEPS,
} from '#lib/domain/minute-row.ts';
import { blankRow, blankWindow } from './missing-columns.ts';

const FROM = Date.parse('2026-02-17T00:00:00Z');
const COUNT = 5_000;

function blanked(k: number) {
  const row = new Float32Array(MINUTE_FEATURES.length).fill(1);
  const window = new Float32Array(SEQUENCE_STEPS * SEQUENCE_CHANNELS.length).fill(1);
  const statics = new Float32Array(SEQUENCE_STATICS.length).fill(1);
  blankRow(row, FROM + k * 60_000);
  blankWindow(window, statics, FROM + k * 60_000);
  const gone = (name: string) => Number.isNaN(row[MINUTE_FEATURES.indexOf(name)]);
  return { row, window, statics, gone };
}

it('about a fifth of minutes lack ranges, more lack volumes, a tenth the day, each whole', () => {
  const counts = { ranges: 0, volumes: 0, day: 0, all: 0 };
  for (let k = 0; k < COUNT; k++) {
    const { row, gone } = blanked(k);
    const [ranges, volumes, day] = [gone('gk·5m'), gone('volume·5m'), gone('rv·1440m')];
    if (ranges) counts.ranges++;
    if (volumes) counts.volumes++;
    if (day) counts.day++;
    if (!ranges && !volumes) counts.all++;
    for (const [i, name] of MINUTE_FEATURES.entries()) {
      const lacks =
        (ranges && name.startsWith('gk·')) ||
        (volumes && name.startsWith('volume·')) ||
        (day && name.endsWith('·1440m'));
      expect(Number.isNaN(row[i])).toBe(lacks);
    }
  }
  expect(counts.ranges / COUNT).toBeCloseTo(0.2, 1);
  expect(counts.volumes / COUNT).toBeCloseTo(0.28, 1);
  expect(counts.day / COUNT).toBeCloseTo(0.1, 1);
  expect(counts.all / COUNT).toBeGreaterThan(0.5);
});

it('a window lacks what the row of its minute lacks, at every step', () => {
  const channelOf = (window: Float32Array, name: string) =>
    Array.from(
      { length: SEQUENCE_STEPS },
      (_, step) => window[step * SEQUENCE_CHANNELS.length + SEQUENCE_CHANNELS.indexOf(name)],
    );
  for (let k = 0; k < 200; k++) {
    const { window, statics, gone } = blanked(k);
    const steady = (value: number) => new Array(SEQUENCE_STEPS).fill(value);
    expect(channelOf(window, 'log-range')).toEqual(steady(gone('gk·5m') ? 0 : 1));
    expect(channelOf(window, 'volume')).toEqual(steady(gone('volume·5m') ? 0 : 1));
    expect(channelOf(window, 'return')).toEqual(steady(1));
    expect(statics[SEQUENCE_STATICS.indexOf('rv·1440m')]).toBe(gone('rv·1440m') ? 0 : 1);
  }
});
