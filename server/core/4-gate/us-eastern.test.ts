// New York time by rule, compared with the zone database of the test machine.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wallMs } from '#lib/domain/instant.ts';
import { knownPause } from './checks/known-pause.ts';
import { inputWith } from './testing/sample-input.ts';
import { easternTime } from './us-eastern.ts';

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const ZONE = new Intl.DateTimeFormat('en-US', {
  timeZone: 'America/New_York',
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

function byDatabase(at: number): { weekday: number; minuteOfDay: number } {
  const parts = Object.fromEntries(ZONE.formatToParts(at).map(({ type, value }) => [type, value]));
  return {
    weekday: DAYS.indexOf(parts['weekday'] ?? ''),
    minuteOfDay: Number(parts['hour']) * 60 + Number(parts['minute']),
  };
}

describe('New York time', () => {
  test('F97 agrees with the zone database at any minute from 2008 to 2060', () => {
    const from = Date.UTC(2008, 0, 1) / 60_000;
    const to = Date.UTC(2060, 0, 1) / 60_000;
    fc.assert(
      fc.property(fc.integer({ min: from, max: to }), (minute) => {
        const at = minute * 60_000;
        expect(easternTime(wallMs(at))).toEqual(byDatabase(at));
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ['spring 2026', Date.UTC(2026, 2, 8, 7)],
    ['autumn 2026', Date.UTC(2026, 10, 1, 6)],
    ['spring 2027', Date.UTC(2027, 2, 14, 7)],
    ['autumn 2027', Date.UTC(2027, 10, 7, 6)],
    ['29 February 2028', Date.UTC(2028, 1, 29, 5)],
  ])('F97 agrees around the change of %s', (_, change) => {
    for (let minute = -180; minute <= 180; minute += 1) {
      const at = change + minute * 60_000;
      expect(easternTime(wallMs(at))).toEqual(byDatabase(at));
    }
  });
});

describe('the weekly pause', () => {
  const outcome = (at: number) => knownPause(inputWith({ at: wallMs(at) }), null).outcome;
  test.each([
    ['in summer', Date.UTC(2026, 9, 29, 7)],
    ['in winter', Date.UTC(2026, 10, 5, 8)],
  ])('F23 stops entries from two minutes before 03:00 to 05:00 New York %s', (_, starts) => {
    expect(outcome(starts - 3 * 60_000)).toBe('pass');
    expect(outcome(starts - 2 * 60_000)).toBe('fail');
    expect(outcome(starts)).toBe('fail');
    expect(outcome(starts + 2 * 3_600_000 - 1)).toBe('fail');
    expect(outcome(starts + 2 * 3_600_000)).toBe('pass');
    expect(outcome(starts - 24 * 3_600_000)).toBe('pass');
  });
});
