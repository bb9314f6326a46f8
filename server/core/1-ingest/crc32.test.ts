// Tests of the digit-wise CRC-32 against zlib, an independent implementation.
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CRC_SEED, digitCount, digitsRegister, finishCrc, joinToken } from './crc32.ts';

function ofNumbers(values: readonly number[]): number {
  let register = CRC_SEED;
  for (const value of values)
    register = joinToken(register, digitsRegister(value, 0), digitCount(value));
  return finishCrc(register);
}

describe('digit-wise CRC-32', () => {
  it('F03 gives the check value 3421780262 for 123456789', () => {
    expect(ofNumbers([123456789])).toBe(3421780262);
    expect(ofNumbers([123, 45, 6789])).toBe(3421780262);
  });

  it('gives 0 for no bytes, and zero adds no byte', () => {
    expect(ofNumbers([])).toBe(0);
    expect(ofNumbers([12, 0, 3456789])).toBe(3421780262);
  });

  it('F04 equals zlib over the concatenated decimal text of any safe integers', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })), (values) => {
        expect(ofNumbers(values)).toBe(crc32(values.map(String).join('')));
      }),
    );
  });

  it('places digits ahead of a given number of following bytes', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.integer({ min: 1, max: 10 ** 12 }), (price, size) => {
        const sizeLength = digitCount(size);
        const token = digitsRegister(size, 0) ^ digitsRegister(price, sizeLength);
        const length = sizeLength + digitCount(price);
        const text = `${price === 0 ? '' : price}${size}`;
        expect(finishCrc(joinToken(CRC_SEED, token, length))).toBe(crc32(text));
      }),
    );
  });

  it('counts digits at every power of ten', () => {
    for (let power = 0; power < 16; power += 1) {
      expect(digitCount(10 ** power)).toBe(power + 1);
      if (power > 0) expect(digitCount(10 ** power - 1)).toBe(power);
    }
    expect(digitCount(0)).toBe(0);
    expect(digitCount(Number.MAX_SAFE_INTEGER)).toBe(16);
  });
});
