// Kalshi's demo exchange, the only real one that is ever tried on. In: the environment. Out: options of the real adapter.
import { readFileSync } from 'node:fs';
import type { KalshiOptions } from '#server/adapters/kalshi/options.ts';
import { loadKalshiKey } from '#server/adapters/kalshi/sign.ts';
import { createSystemClock } from '#server/adapters/system/clock.ts';
import { createSystemEntropy } from '#server/adapters/system/entropy.ts';
import { createSystemTimers } from '#server/adapters/system/timers.ts';
import { parseConfig } from '#server/config/config.ts';
import { createLog } from '#server/config/json-log.ts';
import { type Flags, textFlag, UsageError } from './command.ts';
import { realVenue } from './venue-plan.ts';

export type TriedEnv = 'sim' | 'demo';

/** Nothing but Kalshi's demo exchange is ever traded with here (kalshi-api §1.1). */
const DEMO_HOSTS: readonly string[] = [
  'external-api.demo.kalshi.co',
  'external-api-ws.demo.kalshi.co',
  'demo-api.kalshi.co',
];

/** The exchange of `--env`, or `fallback` without it. Throws UsageError for any other than sim and demo. */
export function envOf(flags: Flags, fallback: TriedEnv | null): TriedEnv {
  const env = textFlag(flags, 'env') ?? fallback;
  if (env !== 'sim' && env !== 'demo') throw new UsageError('--env must be sim or demo');
  return env;
}

/** Throws UsageError for an address that is not of Kalshi's demo exchange. */
export function assertDemoHost(url: string): void {
  const { hostname, protocol } = new URL(url);
  if (!DEMO_HOSTS.includes(hostname) || !['https:', 'wss:'].includes(protocol))
    throw new UsageError(`${url} is not Kalshi's demo exchange`);
}

/** Throws UsageError without keys, with the names of the variables, and for any host but the demo exchange's. */
export function demoOptions(
  environment: Readonly<Record<string, string | undefined>>,
  logName: string,
): KalshiOptions {
  const config = parseConfig({ ...environment, VOLTAGE_MODE: 'demo', VOLTAGE_LIVE: undefined });
  if (!config.ok) throw new UsageError(config.error);
  const venue = realVenue(config.value);
  if (!venue.ok) throw new UsageError(venue.error);
  const { kalshiRestUrl: restUrl, kalshiWsUrl: wsUrl, keyId, keyFile, shard } = venue.value;
  for (const url of [restUrl, wsUrl]) assertDemoHost(url);
  const key = loadKalshiKey(readFileSync(keyFile, 'utf8'), keyId);
  if (!key.ok) throw new UsageError(key.error);
  return {
    restUrl,
    wsUrl,
    shard,
    key: key.value,
    clock: createSystemClock(),
    timers: createSystemTimers(),
    entropy: createSystemEntropy(),
    log: createLog(logName, 'error'),
  };
}
