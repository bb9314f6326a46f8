// SHA-256 against the published FIPS vectors and node's own, and canonical JSON.
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonical, sha256, sha256OfBytes } from './hash.ts';

describe('sha256', () => {
  it.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    [
      'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    ],
  ])('of "%s" is the FIPS 180-4 example', (text, hex) => {
    expect(sha256(text)).toBe(hex);
  });

  it('of a million letters is the FIPS 180-4 example', () => {
    expect(sha256('a'.repeat(1_000_000))).toBe(
      'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0',
    );
  });

  it('equals the system’s for any text, through every padding length and any script', () => {
    const system = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');
    for (let length = 0; length < 130; length++)
      expect(sha256('x'.repeat(length))).toBe(system('x'.repeat(length)));
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(sha256(text)).toBe(system(text));
      }),
    );
  });

  it('equals the system’s for any bytes, also more than ever before', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(sha256OfBytes(bytes)).toBe(createHash('sha256').update(bytes).digest('hex'));
      }),
    );
    const long = new Uint8Array(100_000).fill(7);
    expect(sha256OfBytes(long)).toBe(createHash('sha256').update(long).digest('hex'));
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
