// Limits as typed and as kept. In: values and texts. Out: the same ones back, and null for what is no number.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { limitInputText, parseLimitInput } from './limit-input.ts';

describe('limits as they are typed', () => {
  test('each unit is typed as a trader reads it', () => {
    expect(limitInputText(50_000_000, '1e-6 $')).toBe('50');
    expect(limitInputText(150, '1e-4 $')).toBe('1.5');
    expect(limitInputText(2_550, '1e-2 contracts')).toBe('25.5');
    expect(limitInputText(0.655, 'share')).toBe('65.5');
    expect(limitInputText(30, 's')).toBe('30');
  });

  test('what is no plain number is no value: missing is not zero', () => {
    for (const text of ['', ' ', 'ten', '1e3', '-5', '1.2.3', '12,34', '0x10', '∞'])
      expect(parseLimitInput(text, '1e-6 $')).toBeNull();
    expect(parseLimitInput(' 1,250.5 ', '1e-6 $')).toBe(1_250_500_000);
  });

  test('I17 every value that can be kept comes back as it was', () => {
    const units = fc.constantFrom('1e-6 $', '1e-4 $', '1e-2 contracts', 's');
    fc.assert(
      fc.property(units, fc.nat({ max: 999_999_999 }), (unit, value) => {
        expect(parseLimitInput(limitInputText(value, unit), unit)).toBe(value);
      }),
    );
  });
});
