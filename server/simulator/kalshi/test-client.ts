// A signing client for tests of the REST core. In: method, path, body. Out: parsed answers. Uses no socket.
import { constants, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { RunningExchange } from './exchange.ts';
import { createRestHandler, type RestHandler } from './rest.ts';
import type { RestResponse } from './rest-call.ts';
import { makeScene, NOW_MS, type Scene, TRADER } from './test-scene.ts';

export const KEY_ID = 'aaaaaaaa-0000-4000-8000-000000000001';
export const ROOT = '/trade-api/v2';
export const ORDERS = '/portfolio/events/orders';

/** One pair for the whole test process; made once because RSA keys are slow to make. */
export const ED25519 = generateKeyPairSync('ed25519');

/** A standard-base64 signature over timestamp + METHOD + path. */
function signatureOf(privateKey: KeyObject, message: string): string {
  if (privateKey.asymmetricKeyType === 'ed25519') {
    return sign(null, Buffer.from(message), privateKey).toString('base64');
  }
  const padding = constants.RSA_PKCS1_PSS_PADDING;
  const saltLength = constants.RSA_PSS_SALTLEN_DIGEST;
  const key = { key: privateKey, padding, saltLength };
  return sign('sha256', Buffer.from(message), key).toString('base64');
}

/** The three headers of a signed request. */
export function signedHeaders(
  method: string,
  path: string,
  terms: { readonly stampMs: number; readonly keyId?: string; readonly privateKey?: KeyObject },
): Record<string, string> {
  const stamp = String(terms.stampMs);
  const privateKey = terms.privateKey ?? ED25519.privateKey;
  return {
    'kalshi-access-key': terms.keyId ?? KEY_ID,
    'kalshi-access-timestamp': stamp,
    'kalshi-access-signature': signatureOf(privateKey, `${stamp}${method}${path}`),
  };
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export interface Client {
  readonly exchange: RunningExchange;
  readonly scene: Scene;
  /** Milliseconds after NOW_MS at which the next calls happen. */
  offsetMs: number;
  raw(request: {
    method: string;
    target: string;
    body?: unknown;
    headers?: Record<string, string>;
  }): RestResponse;
  call(method: string, target: string, body?: unknown): Answer;
}

/** A client of the scene's trader, on a high tier so that buckets do not interfere. */
export function makeClient(scene: Scene = makeScene()): Client {
  const { exchange } = scene;
  const publicKeyPem = ED25519.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  exchange.registerKey(TRADER, { keyId: KEY_ID, publicKeyPem });
  const handler: RestHandler = createRestHandler(exchange);
  const client: Client = {
    exchange,
    scene,
    offsetMs: 0,
    raw: ({ method, target, body, headers }) => {
      const [path = '', query = ''] = `${ROOT}${target}`.split('?');
      const nowMs = NOW_MS + client.offsetMs;
      const bodyText =
        body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
      return handler({
        method,
        path,
        query,
        headers: headers ?? signedHeaders(method, path, { stampMs: nowMs }),
        bodyText,
        nowMs,
        wallMs: nowMs,
      });
    },
    call: (method, target, body) => {
      const response = client.raw({ method, target, body });
      const parsed: unknown = response.bodyText === '' ? null : JSON.parse(response.bodyText);
      return { status: response.status, body: parsed };
    },
  };
  return client;
}

/** A create's body with defaults: a bid for 1.00 at 0.4600, good till cancelled. */
export function createBody(overrides: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    ticker: 'KXBTCD-26OCT0616-T84899.99',
    side: 'bid',
    count: '1.00',
    price: '0.4600',
    time_in_force: 'good_till_canceled',
    self_trade_prevention_type: 'taker_at_cross',
    exchange_index: 2,
    ...overrides,
  };
}

/** A text field of an answer, or a throw. */
export function textAt(answer: Answer, ...path: readonly (string | number)[]): string {
  let value: unknown = answer.body;
  for (const key of path) value = Object(value)[key];
  if (typeof value !== 'string') throw new Error(`Condition failed: no text at ${path.join('.')}`);
  return value;
}
