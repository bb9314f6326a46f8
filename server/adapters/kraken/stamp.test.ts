// Tests of the stamp reader against the runtime's own date parser.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readStamp } from './stamp.ts';

describe('kraken stamps', () => {
  it('F08 agrees with the date parser on any instant and any number of decimals', () => {
    const instant = fc.date({ min: new Date(0), max: new Date('2099-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(
        instant,
        fc.nat(999_999),
        fc.integer({ min: 0, max: 9 }),
        (date, extra, length) => {
          const decimals = `${date.toISOString().slice(20, 23)}${String(extra).padStart(6, '0')}`;
          const fraction = length === 0 ? '' : `.${decimals.slice(0, length)}`;
          const text = `${date.toISOString().slice(0, 19)}${fraction}Z`;
          expect(readStamp(text)).toEqual({ ok: true, value: Date.parse(text) });
        },
      ),
    );
  });

  it.each([
    '2026-13-01T00:00:00Z',
    '2026-11-22T24:00:00Z',
    '2026-11-22T15:60:00Z',
    '2026-11-22T15:00:00',
    '2026-11-22T15:00:00+01:00',
    '2026-11-22 15:00:00Z',
    '',
    1_795_359_600,
    null,
  ])('F08 refuses %j', (text) => {
    expect(readStamp(text).ok).toBe(false);
  });
});
