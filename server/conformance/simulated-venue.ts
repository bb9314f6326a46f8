// The simulated Kalshi as a venue to try things on. In: a key pair's place. Out: options of the real adapter, and its end.
import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { wallMs } from '#lib/domain/instant.ts';
import { unwrap } from '#lib/result.ts';
import type { KalshiOptions } from '#server/adapters/kalshi/options.ts';
import { loadKalshiKey } from '#server/adapters/kalshi/sign.ts';
import { createSystemClock } from '#server/adapters/system/clock.ts';
import { createSystemEntropy } from '#server/adapters/system/entropy.ts';
import { createSystemTimers } from '#server/adapters/system/timers.ts';
import type { ExchangeFaults } from '#server/simulator/kalshi/exchange-api.ts';
import { runSimulator } from '#server/simulator/run-simulator.ts';
import { readSimulatorConfig } from '#server/simulator/simulator-config.ts';

const BTC_SHARD = 2;
/** Friday 2026-11-20 15:02 UTC: hourly and quarter-hour markets have just begun, no pause is near. */
const START_AT = 1_795_186_920_000;
const FAST = 120;

export interface SimulatedVenue {
  readonly options: KalshiOptions;
  /** The trader's own key, for those who start other processes against this venue. */
  readonly trader: { readonly keyId: string; readonly privatePem: string };
  /** Switches of the venue itself, for those who want it to differ. */
  readonly faults: ExchangeFaults;
  /** Lets simulated time run fast, or as real time does. */
  hurry(isFast: boolean): Promise<void>;
  stop(): Promise<void>;
}

const QUIET = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Starts it in this process, with time of its own. `startAt` null: it shows the time of this machine. */
export async function startSimulatedVenue(
  startAt: number | null = START_AT,
): Promise<SimulatedVenue> {
  const pair = generateKeyPairSync('ed25519');
  const privatePem = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const keyId = randomUUID();
  const adminToken = randomBytes(24).toString('base64url');
  const config = unwrap(
    readSimulatorConfig(
      JSON.stringify({
        ...(startAt === null ? {} : { startAt }),
        adminToken,
        traderKeyId: keyId,
        traderPublicKeyPem: pair.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
      }),
    ),
  );
  const clock = createSystemClock();
  const timers = createSystemTimers();
  const simulator = await runSimulator(config, {
    clock,
    timers,
    log: () => undefined,
    onBroken: (error) => {
      throw error;
    },
  });
  const { addresses } = simulator;
  return {
    options: {
      restUrl: addresses.kalshiRestUrl,
      wsUrl: addresses.kalshiWsUrl,
      key: unwrap(loadKalshiKey(privatePem, keyId)),
      shard: BTC_SHARD,
      clock: startAt === null ? clock : { ...clock, wall: () => wallMs(simulator.nowMs()) },
      timers,
      entropy: createSystemEntropy(),
      log: QUIET,
    },
    trader: { keyId, privatePem },
    faults: simulator.world.exchange.faults,
    async hurry(isFast) {
      await fetch(`${addresses.adminUrl}/speed`, {
        method: 'POST',
        headers: { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' },
        body: JSON.stringify({ speed: isFast ? FAST : 1 }),
      });
    },
    stop: () => simulator.stop(),
  };
}
