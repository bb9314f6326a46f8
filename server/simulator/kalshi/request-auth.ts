// Checks the three signing headers. In: headers, method, path, venue time. Out: the account, or the recorded 401.
// Source: kalshi-api §1.2, §1.5: message = timestamp + METHOD + path without query; RSA-PSS or Ed25519 by the key.
import { constants, createPublicKey, type KeyObject, verify } from 'node:crypto';
import type { KeyDefinition } from './account-shapes.ts';
import { nested, type RestResponse } from './rest-call.ts';
import type { Account, Venue } from './venue.ts';

/** Between 10 s (seen accepted) and 30 s (seen refused). */
const SKEW_TOLERANCE_MS = 15_000;

const parsedKeys = new WeakMap<KeyDefinition, KeyObject>();

function publicKeyOf(key: KeyDefinition): KeyObject {
  const known = parsedKeys.get(key);
  if (known !== undefined) return known;
  const parsed = createPublicKey(key.publicKeyPem);
  parsedKeys.set(key, parsed);
  return parsed;
}

/** Whether `signature` is the key's own over `message`. */
export type Verify = (key: KeyDefinition, message: string, signature: string) => boolean;

function isSignedBy(key: KeyDefinition, message: string, signature: string): boolean {
  const publicKey = publicKeyOf(key);
  const bytes = Buffer.from(signature, 'base64');
  if (publicKey.asymmetricKeyType === 'ed25519') {
    return verify(null, Buffer.from(message), publicKey, bytes);
  }
  const rsa = {
    key: publicKey,
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
  };
  return verify('sha256', Buffer.from(message), rsa, bytes);
}

export interface AuthInput {
  readonly method: string;
  /** From the root, without the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The venue's wall clock. */
  readonly wallMs: number;
}

export type AuthResult =
  | { readonly ok: true; readonly account: Account; readonly key: KeyDefinition }
  | { readonly ok: false; readonly response: RestResponse };

function denied(code: string, details?: string): AuthResult {
  return { ok: false, response: nested(401, code, details) };
}

/** The account behind a signed request. `verify` may stand in for the real check, which is dear. */
export function authenticate(
  venue: Venue,
  input: AuthInput,
  verify: Verify = isSignedBy,
): AuthResult {
  const signature = input.headers['kalshi-access-signature'];
  if (signature === undefined || signature === '') {
    return denied('signature_is_missing_from_headers');
  }
  const stamp = input.headers['kalshi-access-timestamp'] ?? '';
  if (!/^\d+$/.test(stamp)) return denied('timestamp_is_missing_from_headers');
  if (Math.abs(Number(stamp) - input.wallMs) > SKEW_TOLERANCE_MS) {
    return denied('header_timestamp_expired');
  }
  const entry = venue.keys.get(input.headers['kalshi-access-key'] ?? '');
  if (entry === undefined) return denied('authentication_error', 'NOT_FOUND');
  const message = `${stamp}${input.method.toUpperCase()}${input.path}`;
  if (!verify(entry.key, message, signature)) {
    return denied('authentication_error', 'INCORRECT_API_KEY_SIGNATURE');
  }
  return { ok: true, account: entry.account, key: entry.key };
}

/** The scopes of a key; read + write when none were named. */
export function scopesOf(key: KeyDefinition): readonly string[] {
  return key.scopes ?? ['read', 'write'];
}
