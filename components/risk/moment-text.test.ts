// Instants with their day.
import { expect, test } from 'vitest';
import { MISSING } from '#lib/format/digits.ts';
import { formatLast, formatMoment } from './moment-text.ts';

const THURSDAY = Date.UTC(2026, 10, 26, 7, 58, 30);

test('an instant has its weekday, its date and its minute', () => {
  expect(formatMoment(THURSDAY)).toBe('Thu 2026-11-26 07:58 UTC');
  expect(formatMoment(null)).toBe(MISSING);
});

test('what happened today needs no date, what never happened is said', () => {
  expect(formatLast(THURSDAY, THURSDAY + 60_000)).toBe('07:58:30');
  expect(formatLast(THURSDAY, THURSDAY + 86_400_000)).toBe('11-26 07:58');
  expect(formatLast(THURSDAY, null)).toBe('11-26 07:58');
  expect(formatLast(null, THURSDAY)).toBe('never');
});
