// Request signing: a PEM private key comes in once, headers for one request go out. The key never leaves this file.
import { constants, createPrivateKey, type KeyObject, sign as signBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { fail, ok, type Result } from '#lib/result.ts';

/** A loaded API key. It can sign and name itself; printing or serialising it shows no secret. */
export interface KalshiKey {
  readonly keyId: string;
  readonly algorithm: 'rsa-pss' | 'ed25519';
  /** Base64 signature of `message`. */
  sign(message: string): string;
  /** Takes the key its file holds now; without effect where the file cannot be read. Absent: there is no file. */
  reload?(): void;
}

/** What is signed and sent with one request. `path` runs from the root; a query string is not covered. */
export interface SigningInput {
  readonly timestampMs: number;
  readonly method: string;
  readonly path: string;
}

const MIN_RSA_BITS = 2048;

function signRsa(key: KeyObject, message: string): string {
  const options = {
    key,
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
  };
  return signBytes('sha256', Buffer.from(message), options).toString('base64');
}

function signEd25519(key: KeyObject, message: string): string {
  return signBytes(null, Buffer.from(message), key).toString('base64');
}

function redacted(keyId: string, algorithm: KalshiKey['algorithm'], key: KeyObject): KalshiKey {
  const shown = `KalshiKey(${algorithm}, ${keyId.slice(0, 4)}…, secret redacted)`;
  const made = {
    keyId,
    algorithm,
    sign: (message: string) =>
      algorithm === 'ed25519' ? signEd25519(key, message) : signRsa(key, message),
    toJSON: () => shown,
    toString: () => shown,
    [inspect.custom]: () => shown,
  };
  return Object.freeze(made);
}

/**
 * Parses a PEM private key. The algorithm is that of the parsed key, not of the PEM header (kalshi-api §1.2).
 * Fails on anything but RSA of at least 2048 bits or Ed25519; the message never quotes the key.
 */
export function loadKalshiKey(pemText: string, keyId: string): Result<KalshiKey> {
  if (keyId.trim() === '') return fail('the key id is empty');
  let key: KeyObject;
  try {
    key = createPrivateKey({ key: pemText, format: 'pem' });
  } catch {
    return fail('the private key is not a readable PEM (encrypted keys are not supported)');
  }
  if (key.asymmetricKeyType === 'ed25519') return ok(redacted(keyId, 'ed25519', key));
  if (key.asymmetricKeyType !== 'rsa' && key.asymmetricKeyType !== 'rsa-pss')
    return fail(
      `the private key is ${key.asymmetricKeyType ?? 'of unknown type'}, not RSA or Ed25519`,
    );
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (bits < MIN_RSA_BITS)
    return fail(`the RSA key has ${bits} bits, at least ${MIN_RSA_BITS} needed`);
  return ok(redacted(keyId, 'rsa-pss', key));
}

/** The text the venue verifies: time, method and path without its query, with nothing between. */
export function messageToSign(input: SigningInput): string {
  const [path = ''] = input.path.split('?');
  return `${input.timestampMs}${input.method.toUpperCase()}${path}`;
}

/** The three headers of a signed request or WebSocket handshake. */
export function signedHeaders(key: KalshiKey, input: SigningInput): Record<string, string> {
  return {
    'KALSHI-ACCESS-KEY': key.keyId,
    'KALSHI-ACCESS-TIMESTAMP': String(input.timestampMs),
    'KALSHI-ACCESS-SIGNATURE': key.sign(messageToSign(input)),
  };
}
