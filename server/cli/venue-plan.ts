// Which venue a mode trades on: addresses and key, decided once at start. Live and demo differ only here.

import { createPublicKey, generateKeyPairSync, randomUUID } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Mode } from '#lib/domain/mode.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import type { Config } from '#server/config/config.ts';
import type { Runtime } from '#server/config/runtime.ts';
import { venueKeyOf } from '#server/config/venue-key.ts';

/** Crypto & Commodities since 2026-08-24 (kalshi-api §1.6); every market's own shard is checked against it. */
const CRYPTO_SHARD = 2;

const KRAKEN = {
  ws: 'wss://ws.kraken.com/v2',
  rest: 'https://api.kraken.com/0/public',
} as const;
const KALSHI = {
  demo: {
    rest: 'https://external-api.demo.kalshi.co/trade-api/v2',
    ws: 'wss://external-api-ws.demo.kalshi.co/trade-api/ws/v2',
  },
  live: {
    rest: 'https://external-api.kalshi.com/trade-api/v2',
    ws: 'wss://external-api-ws.kalshi.com/trade-api/ws/v2',
  },
} as const;

/** Modes this build can start, with the reason for the others: said in words, never half-started. */
export function refusalOf(mode: Mode): string | null {
  if (mode === 'paper')
    return 'paper mode is not built yet: its local matching against the live book is missing. Use sim or demo.';
  if (mode === 'live')
    return 'live mode is locked in this build: the fault drills that must pass before real money are not done. Use sim or demo.';
  return null;
}

/** Key material of the simulated trader: made on first start, private key readable by the owner only. */
export function simulatedTrader(home: string): {
  readonly keyId: string;
  readonly keyFile: string;
  readonly publicPem: string;
} {
  const directory = join(home, 'run');
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const keyFile = join(directory, 'sim-trader.pem');
  const idFile = join(directory, 'sim-trader.id');
  if (!existsSync(keyFile) || !existsSync(idFile)) {
    const pair = generateKeyPairSync('ed25519');
    writeFileSync(keyFile, pair.privateKey.export({ type: 'pkcs8', format: 'pem' }), {
      mode: 0o600,
    });
    writeFileSync(idFile, randomUUID(), { mode: 0o600 });
  }
  const publicPem = createPublicKey(readFileSync(keyFile, 'utf8'))
    .export({ type: 'spki', format: 'pem' })
    .toString();
  return { keyId: readFileSync(idFile, 'utf8'), keyFile, publicPem };
}

/**
 * The venue record of demo and live, from the configuration: each has its own hosts and its own key (F38). Refuses a
 * key file that others can read.
 */
export function realVenue(config: Config): Result<Runtime['venue']> {
  const { mode } = config;
  const { id, file, idVariable, fileVariable } = venueKeyOf(config, mode);
  if (id === null || file === null)
    return fail(`${mode} mode needs a Kalshi key: set ${idVariable} and ${fileVariable}`);
  if (!existsSync(file)) return fail(`${fileVariable}="${file}" does not exist`);
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0)
    return fail(`${file} can be read by others: run chmod 600 on it`);
  const hosts = mode === 'live' ? KALSHI.live : KALSHI.demo;
  return ok({
    krakenUrl: KRAKEN.ws,
    krakenRestUrl: KRAKEN.rest,
    krakenDepth: config.krakenDepth,
    kalshiRestUrl: hosts.rest,
    kalshiWsUrl: hosts.ws,
    keyId: id,
    keyFile: file,
    shard: CRYPTO_SHARD,
    account: `kalshi-${mode}-${id}`,
  });
}

/** A new simulated world is a new account: its books start anew. */
export function freshAccount(): string {
  return `sim-${randomUUID()}`;
}

/** The venue record of the simulator, from its ready line. */
export function simulatedVenue(
  config: Pick<Config, 'krakenDepth'>,
  trader: { readonly keyId: string; readonly keyFile: string },
  ready: Readonly<Record<string, unknown>>,
): Result<Runtime['venue']> {
  const text = (name: string): string | null => {
    const value = ready[name];
    return typeof value === 'string' ? value : null;
  };
  const krakenUrl = text('krakenUrl');
  const krakenRestUrl = text('krakenRestUrl');
  const kalshiRestUrl = text('kalshiRestUrl');
  const kalshiWsUrl = text('kalshiWsUrl');
  if (
    krakenUrl === null ||
    krakenRestUrl === null ||
    kalshiRestUrl === null ||
    kalshiWsUrl === null
  )
    return fail('the simulator did not print its addresses');
  return ok({
    krakenUrl,
    krakenRestUrl,
    krakenDepth: config.krakenDepth,
    kalshiRestUrl,
    kalshiWsUrl,
    keyId: trader.keyId,
    keyFile: trader.keyFile,
    shard: CRYPTO_SHARD,
    account: freshAccount(),
  });
}

/**
 * Makes the home directory. For an ordinary user it is private. For root others may pass through it (not list it),
 * because PostgreSQL refuses to run as root and its own account must reach its files inside.
 */
export function makeHome(path: string): void {
  const mode = process.getuid?.() === 0 ? 0o711 : 0o700;
  mkdirSync(path, { recursive: true, mode });
  chmodSync(path, mode);
}
