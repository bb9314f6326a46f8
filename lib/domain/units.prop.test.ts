// Prices, counts, money and bitcoin prices: exact round trips, exact products, refusals.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unwrap } from '../result.ts';
import { btcCents, btcCentsFromDouble, btcUsd, centsToUsd, parseBtcCents } from './btc.ts';
import { count, countToWire, parseCount, parseSignedCount, signedCount } from './count.ts';
import {
  addMoney,
  money,
  moneyToWire,
  negateMoney,
  notional,
  parseMoney,
  subtractMoney,
} from './money.ts';
import { complement, parsePrice, price, priceToRatio, priceToWire } from './price.ts';
import { clipProbability, probability } from './probability.ts';

const anyPrice = fc.integer({ min: 0, max: 10_000 });
const anyCount = fc.integer({ min: 0, max: 10 ** 9 });
const anyMoney = fc.maxSafeInteger();

describe('price', () => {
  it('survives the wire and back', () => {
    fc.assert(
      fc.property(anyPrice, (value) => {
        expect(unwrap(parsePrice(priceToWire(price(value))))).toBe(value);
        expect(complement(complement(price(value)))).toBe(value);
      }),
    );
  });

  it.each([
    ['0.4600', 4_600],
    ['0.46', 4_600],
    ['1', 10_000],
    ['0.005000', 50],
    ['0', 0],
  ])('"%s" is %d', (text, value) => {
    expect(unwrap(parsePrice(text))).toBe(value);
  });

  it.each(['', '.5', '-0.1', '0.12345', '1.0001', '1e-1', ' 0.5', '0,5', 'NaN', '0.5.5'])(
    '"%s" is refused, never rounded',
    (text) => {
      expect(parsePrice(text).ok).toBe(false);
    },
  );

  it('I17 refuses fractions and values outside one dollar', () => {
    for (const value of [-1, 10_001, 0.5, Number.NaN])
      expect(() => price(value)).toThrow('Condition failed');
    expect(priceToRatio(price(4_600))).toBe(0.46);
  });
});

describe('count', () => {
  it('F15 survives the wire and back in hundredths, signed or not', () => {
    fc.assert(
      fc.property(anyCount, (value) => {
        expect(unwrap(parseCount(countToWire(count(value))))).toBe(value);
        expect(unwrap(parseSignedCount(countToWire(signedCount(-value))))).toBe(
          value === 0 ? 0 : -value,
        );
      }),
    );
  });

  it.each(['0.001', 'x', '', '-', '1e3'])('"%s" is refused', (text) => {
    expect(parseCount(text).ok).toBe(false);
  });

  it('a negative count is refused where only a size makes sense', () => {
    expect(parseCount('-1.00').ok).toBe(false);
    expect(unwrap(parseSignedCount('-20.00'))).toBe(-2_000);
    expect(() => count(-1)).toThrow('Condition failed');
    expect(() => count(1.5)).toThrow('Condition failed');
  });

  it('minus zero is zero', () => {
    expect(Object.is(unwrap(parseSignedCount('-0.00')), 0)).toBe(true);
  });
});

describe('money', () => {
  it('price × count is exact money', () => {
    fc.assert(
      fc.property(anyPrice, anyCount, (unit, size) => {
        const exact = BigInt(unit) * BigInt(size);
        expect(BigInt(notional(price(unit), count(size)))).toBe(exact);
      }),
    );
  });

  it('survives the wire and back, sign included', () => {
    fc.assert(
      fc.property(anyMoney, (value) => {
        expect(unwrap(parseMoney(moneyToWire(money(value))))).toBe(value === 0 ? 0 : value);
      }),
    );
  });

  it('adds, subtracts and negates exactly, and throws before it would round', () => {
    expect(addMoney(money(1), money(2))).toBe(3);
    expect(subtractMoney(money(1), money(2))).toBe(-1);
    expect(Object.is(negateMoney(money(0)), 0)).toBe(true);
    const most = money(Number.MAX_SAFE_INTEGER);
    expect(() => addMoney(most, money(1))).toThrow('Condition failed');
  });

  it.each(['1.0000001', '', '1,5', '--1', '99999999999999.0'])('"%s" is refused', (text) => {
    expect(parseMoney(text).ok).toBe(false);
  });
});

describe('bitcoin prices', () => {
  it('cents survive text and back; a finer value is rounded half up', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 ** 9 }), (cents) => {
        const text = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
        expect(unwrap(parseBtcCents(text))).toBe(cents);
        expect(unwrap(btcCentsFromDouble(cents / 100))).toBe(cents);
        expect(centsToUsd(btcCents(cents))).toBe(cents / 100);
      }),
    );
    expect(unwrap(parseBtcCents('85850.675'))).toBe(8_585_068);
    expect(unwrap(parseBtcCents('85850.6749'))).toBe(8_585_067);
  });

  it('refuses zero, negatives and strikes that are no number of cents', () => {
    for (const text of ['0', '-1', '', 'abc', '1e5']) expect(parseBtcCents(text).ok).toBe(false);
    for (const value of [0, -5, 84_899.995, Number.NaN, Number.POSITIVE_INFINITY])
      expect(btcCentsFromDouble(value).ok).toBe(false);
    expect(() => btcUsd(0)).toThrow('Condition failed');
  });
});

describe('probability', () => {
  it('clips float dust and nothing that is not a number', () => {
    expect([clipProbability(-1e-17), clipProbability(1 + 1e-16)]).toEqual([0, 1]);
    expect(() => clipProbability(Number.NaN)).toThrow('Condition failed');
    expect(() => probability(1.01)).toThrow('Condition failed');
  });
});
