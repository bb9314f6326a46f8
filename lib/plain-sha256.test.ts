// SHA-256 in plain TypeScript against the published FIPS vectors and node's own.
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainSha256, plainSha256OfBytes } from './plain-sha256.ts';

describe('plain sha256', () => {
  it.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    [
      'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    ],
  ])('of "%s" is the FIPS 180-4 example', (text, hex) => {
    expect(plainSha256(text)).toBe(hex);
  });

  it('of a million letters is the FIPS 180-4 example', () => {
    expect(plainSha256('a'.repeat(1_000_000))).toBe(
      'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0',
    );
  });

  it('equals the system’s for any text, through every padding length and any script', () => {
    const system = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');
    for (let length = 0; length < 130; length++)
      expect(plainSha256('x'.repeat(length))).toBe(system('x'.repeat(length)));
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(plainSha256(text)).toBe(system(text));
      }),
    );
  });

  it('equals the system’s for any bytes, also more than ever before', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(plainSha256OfBytes(bytes)).toBe(createHash('sha256').update(bytes).digest('hex'));
      }),
    );
    const long = new Uint8Array(100_000).fill(7);
    expect(plainSha256OfBytes(long)).toBe(createHash('sha256').update(long).digest('hex'));
  });
});
