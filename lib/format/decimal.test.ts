// Exact decimals: what is written reads back to the same integer.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exactDecimal } from './decimal.ts';

test('prices, counts and money keep every digit', () => {
  expect(exactDecimal(4_600, 4)).toBe('0.4600');
  expect(exactDecimal(1_250, 2)).toBe('12.50');
  expect(exactDecimal(-17_500, 6)).toBe('-0.017500');
  expect(exactDecimal(0, 6)).toBe('0.000000');
  expect(exactDecimal(-3, 0)).toBe('-3');
  expect(() => exactDecimal(0.5, 2)).toThrow('0.5');
  expect(() => exactDecimal(Number.NaN, 2)).toThrow('NaN');
});

test('without its point the text is the integer again', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.integer({ min: 0, max: 8 }), (value, digits) => {
      const text = exactDecimal(value, digits);
      expect(Number(text.replace('.', ''))).toBe(value === 0 ? 0 : value);
      expect(text.split('.')[1]?.length ?? 0).toBe(digits);
    }),
  );
});
