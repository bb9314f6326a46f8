// Signing: both key kinds verify with their public half, and no secret ever shows.
import { constants, generateKeyPairSync, type KeyObject, verify } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { unwrap } from '#lib/result.ts';
import { loadKalshiKey, messageToSign, signedHeaders } from './sign.ts';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ed = generateKeyPairSync('ed25519');

function pem(key: KeyObject, type: 'pkcs1' | 'pkcs8' = 'pkcs8'): string {
  return String(key.export({ type, format: 'pem' }));
}

const REQUEST = {
  timestampMs: 1_794_000_000_123,
  method: 'get',
  path: '/trade-api/v2/portfolio/orders?status=resting&limit=200',
};
const SIGNED = '1794000000123GET/trade-api/v2/portfolio/orders';

function rsaVerifies(signature: string): boolean {
  const options = {
    key: rsa.publicKey,
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: 32,
  };
  return verify('sha256', Buffer.from(SIGNED), options, Buffer.from(signature, 'base64'));
}

describe('signing', () => {
  it('signs time, upper-case method and path without its query', () => {
    expect(messageToSign(REQUEST)).toBe(SIGNED);
  });

  it.each(['pkcs1', 'pkcs8'] as const)(
    'signs with an RSA key from %s by PSS with salt 32',
    (type) => {
      const key = unwrap(loadKalshiKey(pem(rsa.privateKey, type), 'key-1'));
      expect(key.algorithm).toBe('rsa-pss');
      expect(rsaVerifies(signedHeaders(key, REQUEST)['KALSHI-ACCESS-SIGNATURE'] ?? '')).toBe(true);
    },
  );

  it('signs with an Ed25519 key chosen by the parsed key', () => {
    const key = unwrap(loadKalshiKey(pem(ed.privateKey), 'key-2'));
    const headers = signedHeaders(key, REQUEST);
    const signature = Buffer.from(headers['KALSHI-ACCESS-SIGNATURE'] ?? '', 'base64');
    expect(key.algorithm).toBe('ed25519');
    expect(signature).toHaveLength(64);
    expect(verify(null, Buffer.from(SIGNED), ed.publicKey, signature)).toBe(true);
    expect(headers['KALSHI-ACCESS-KEY']).toBe('key-2');
    expect(headers['KALSHI-ACCESS-TIMESTAMP']).toBe('1794000000123');
  });

  it('shows nothing of the secret when printed or serialised', () => {
    const text = pem(ed.privateKey);
    const key = unwrap(loadKalshiKey(text, '0123456789'));
    const body = text.split('\n')[1] ?? '';
    for (const shown of [
      inspect(key, { depth: 9, showHidden: true }),
      JSON.stringify({ key }),
      `${key}`,
    ]) {
      expect(shown).toContain('redacted');
      expect(shown).not.toContain(body);
      expect(shown).not.toContain('456789');
    }
  });

  it('refuses what is not an RSA or Ed25519 private key, without quoting it', () => {
    const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const small = generateKeyPairSync('rsa', { modulusLength: 1024 });
    for (const text of ['secret-words', pem(curve.privateKey), pem(small.privateKey)]) {
      const loaded = loadKalshiKey(text, 'key-3');
      expect(loaded.ok).toBe(false);
      expect(JSON.stringify(loaded)).not.toContain(text.slice(0, 12));
    }
    expect(loadKalshiKey(pem(ed.privateKey), ' ').ok).toBe(false);
  });
});
