// Limits as text: every unit of the limits file, with nothing lost by rounding.
import { expect, test } from 'vitest';
import { MISSING } from './digits.ts';
import { formatLimitUnit, formatLimitValue } from './limit-value.ts';

const shown = (value: number | null, unit: string) =>
  `${formatLimitValue(value, unit)} ${formatLimitUnit(unit)}`.trim();

test('each unit reads as a trader says it', () => {
  expect(shown(50_000_000, '1e-6 $')).toBe('50.00 $');
  expect(shown(200, '1e-4 $')).toBe('2.0 ¢');
  expect(shown(2_500, '1e-2 contracts')).toBe('25 contracts');
  expect(shown(0.25, 'share')).toBe('25.0 %');
  expect(shown(30, 's')).toBe('30 s');
  expect(shown(12, 'ms')).toBe('12 ms');
  expect(shown(8, 'losses')).toBe('8 losses');
  expect(shown(1, 'yes/no')).toBe('yes');
});

test('parts of a contract and of a ratio are kept', () => {
  expect(shown(1_250, '1e-2 contracts')).toBe('12.50 contracts');
  expect(shown(1.5, 'times')).toBe('1.50 ×');
});

test('what is not known is a dash, never 0', () => {
  expect(formatLimitValue(null, '1e-6 $')).toBe(MISSING);
});
