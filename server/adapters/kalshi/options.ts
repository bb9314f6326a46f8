// What every part of this adapter is given: addresses, key, shard and the ports for time, waiting and chance.
import type { Series } from '#lib/domain/market.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Entropy } from '#server/ports/entropy.ts';
import type { Timers } from '#server/ports/timers.ts';
import type { SendHttp } from './http-send.ts';
import type { KalshiKey } from './sign.ts';
import type { OpenSocket } from './socket.ts';

/** A structured log; the JSON log of server/config satisfies it. Nothing secret is ever passed in. */
export interface AdapterLog {
  info(fields: Readonly<Record<string, unknown>>, text: string): void;
  warn(fields: Readonly<Record<string, unknown>>, text: string): void;
  error(fields: Readonly<Record<string, unknown>>, text: string): void;
}

export interface KalshiOptions {
  /** Up to and including `/trade-api/v2`, without a slash at the end. */
  readonly restUrl: string;
  /** Up to and including `/trade-api/ws/v2`. */
  readonly wsUrl: string;
  readonly key: KalshiKey;
  /** The exchange shard of the BTC markets (kalshi-api §1.6). */
  readonly shard: number;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly entropy: Entropy;
  readonly log: AdapterLog;
  /** Another way to the venue than the network of this machine; absent everywhere but in proofs. */
  readonly network?: { readonly http: SendHttp; readonly openSocket: OpenSocket };
}

export interface KalshiFeedOptions extends KalshiOptions {
  readonly series: readonly Series[];
}
