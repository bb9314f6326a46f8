// The hash the core uses, whichever platform it runs on, and canonical JSON.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonical, sha256, sha256OfBytes } from './hash.ts';
import { plainSha256, plainSha256OfBytes } from './plain-sha256.ts';

describe('sha256', () => {
  it('I22 is the plain one of any text and any bytes: a replay elsewhere finds the same hashes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => {
        expect(sha256(text)).toBe(plainSha256(text));
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => {
        expect(sha256OfBytes(bytes)).toBe(plainSha256OfBytes(bytes));
      }),
    );
    for (const lone of ['\ud800', 'a\udc00b', '\ud83d'])
      expect(sha256(lone)).toBe(plainSha256(lone));
  });
});

describe('canonical', () => {
  it('does not depend on the order keys were written in', () => {
    expect(canonical({ b: 1, a: [{ d: 2, c: null }] })).toBe('{"a":[{"c":null,"d":2}],"b":1}');
    expect(canonical({ a: 1, b: 2 })).toBe(canonical({ b: 2, a: 1 }));
  });

  it('is JSON of the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonical(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('leaves undefined fields out, and tells a field that is null from one that is absent', () => {
    expect(canonical({ a: undefined })).toBe('{}');
    expect(canonical({ a: null })).not.toBe(canonical({}));
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])(
    'refuses %d: a hash over it would hide a fault',
    (value) => {
      expect(() => canonical({ deep: [value] })).toThrow('Condition failed');
    },
  );
});
