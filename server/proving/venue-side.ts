// The venue of one seed: the simulated exchange with its REST surface and its stream hub, and everybody else who trades on it.

import type { KeyDefinition } from '#server/simulator/kalshi/account-shapes.ts';
import { createExchange, type RunningExchange } from '#server/simulator/kalshi/exchange.ts';
import { createRestHandler, type RestHandler } from '#server/simulator/kalshi/rest.ts';
import { accountOf } from '#server/simulator/kalshi/venue.ts';
import { createWsHub, type WsConnection } from '#server/simulator/kalshi/ws.ts';
import type { Rng } from '#server/simulator/seeded/rng.ts';
import type { VirtualTime } from './virtual-time.ts';

export const TRADER = 'trader';
const KEY_ID = 'proving-key';
/** Where the BTC markets and our cash are. */
export const SHARD = 2;
const CASH_MICRO = 2_000_000_000;
const PING_MS = 10_000;
/** The account is older than the largest read lag. */
const BEFORE_MS = 120_000;

export interface VenueSide {
  readonly exchange: RunningExchange;
  readonly rest: RestHandler;
  connect(send: (text: string) => void): WsConnection;
  /** The venue's own heartbeat; the answer takes it back. */
  onPing(ping: () => void): () => void;
}

/** A signature that only this venue believes: real ones cost more than everything else together. */
export const PROVING_KEY = {
  keyId: KEY_ID,
  algorithm: 'ed25519' as const,
  sign: (message: string): string => `signed ${message.length}`,
};

const verify = (_key: KeyDefinition, message: string, signature: string): boolean =>
  signature === `signed ${message.length}`;

/** A venue with our account on it and no market yet. */
export function createVenueSide(
  time: VirtualTime,
  rng: Rng,
  tier: 'advanced' | 'prestige' = 'advanced',
): VenueSide {
  const exchange = createExchange({ entropy: { uuid: rng.uuid, random: rng.uniform } });
  exchange.openAccount(
    { id: TRADER, kind: 'api', cashMicroByShard: { [SHARD]: CASH_MICRO }, usageTier: tier },
    time.nowMs() - BEFORE_MS,
  );
  exchange.registerKey(TRADER, { keyId: KEY_ID, publicKeyPem: '' });
  const hub = createWsHub(exchange, () => time.nowMs());
  const pings = new Set<() => void>();
  const ping = (): void => {
    for (const each of pings) each();
    time.after(PING_MS, ping);
  };
  time.after(PING_MS, ping);
  // The harsher reading of the rules: an id is unique among open orders only (F32), so a second send is a second order.
  exchange.subscribe((event) => {
    if (event.kind !== 'order' || event.order.status === 'resting') return;
    const account = accountOf(exchange.venue, event.order.accountId);
    if (account.id === TRADER) account.clientOrderIds.delete(event.order.clientOrderId);
  });
  return {
    exchange,
    rest: createRestHandler(exchange, verify),
    connect: (send) => hub.connect(accountOf(exchange.venue, TRADER), send),
    onPing(each) {
      pings.add(each);
      return () => pings.delete(each);
    },
  };
}
