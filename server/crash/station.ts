// One closed world to die in: a home, a database of its own, a venue, the record an engine starts from.
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { unwrap } from '#lib/result.ts';
import { migrateDatabase } from '#server/adapters/postgres/migrate.ts';
import { createSystemClock } from '#server/adapters/system/clock.ts';
import { createSystemTimers } from '#server/adapters/system/timers.ts';
import { freePort } from '#server/cli/free-port.ts';
import { simulatedTrader, simulatedVenue } from '#server/cli/venue-plan.ts';
import { loadLimits } from '#server/config/limits-file.ts';
import { type Runtime, writeRuntime } from '#server/config/runtime.ts';
import { type RunningSimulator, runSimulator } from '#server/simulator/run-simulator.ts';
import { readSimulatorConfig } from '#server/simulator/simulator-config.ts';
import { type VenueWitness, watchVenue } from './venue-record.ts';

/** Everything an order needs but an opinion: the limits of a small account that trades all the time. */
const LIMITS = {
  version: 2,
  maxOrderCount: 3,
  maxOrdersPer15Seconds: 200,
  maxOrdersPerMinute: 600,
  maxContractsPer15Seconds: 10_000,
  maxContractsPerMinute: 10_000,
  minEdge: 0,
  minConfidence: 0,
  maxDisagreement: 1,
  flagDisagreement: 1,
  flagConfidence: 0,
  flagFirstOfDay: false,
  maxMarketExposure: 500,
  maxEventExposure: 5_000,
  maxTotalExposure: 9_000,
  maxSeriesExposure: 5_000,
  maxDayLoss: 9_000,
  maxDayLossGross: 9_000,
  maxDrawdown: 9_000,
  maxLossStreak: 1_000,
  openGuardSeconds: 0,
  closeGuardSeconds: 5,
  orderExpirySeconds: 30,
};

export interface StationPlan {
  readonly directory: string;
  /** Owner and app connection strings of a server, for a database that is made here. */
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly seed: string;
  /** Every entry waits for an operator. */
  readonly approvals: boolean;
}

export interface Station {
  readonly home: string;
  readonly runtime: Runtime;
  readonly simulator: RunningSimulator;
  readonly witness: VenueWitness;
  /** Reads past the engine. */
  readonly database: Client;
  close(): Promise<void>;
}

function token(): string {
  return randomBytes(24).toString('base64url');
}

const QUIET = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A machine that makes several databases at once may need longer than a start has patience for. */
async function migratePatiently(url: string): Promise<void> {
  for (let attempt = 1; ; attempt++)
    try {
      await migrateDatabase({ url, mode: 'sim', log: QUIET });
      return;
    } catch (error) {
      if (attempt === 5) throw error;
    }
}

/** Opens everything; the engine is started by whoever asked. */
export async function openStation(plan: StationPlan): Promise<Station> {
  const { directory: home, seed } = plan;
  mkdirSync(home, { recursive: true, mode: 0o700 });
  await migratePatiently(plan.ownerUrl);
  const trader = simulatedTrader(home);
  const config = readSimulatorConfig(
    JSON.stringify({
      ...{ seed, strikes: 2, buckets: 0, adminToken: token() },
      ...{ traderKeyId: trader.keyId, traderPublicKeyPem: trader.publicPem },
    }),
  );
  if (!config.ok) throw new Error(config.error);
  const simulator = await runSimulator(config.value, {
    clock: createSystemClock(),
    timers: createSystemTimers(),
    log: () => undefined,
    onBroken: (error) => {
      throw error;
    },
  });
  const venue = simulatedVenue({ krakenDepth: 10 }, trader, { ...simulator.addresses });
  if (!venue.ok) throw new Error(venue.error);
  const limitsFile = join(home, 'limits.json');
  writeFileSync(limitsFile, JSON.stringify({ ...LIMITS, flagEveryTrade: plan.approvals }));
  unwrap(loadLimits(limitsFile));
  const runtime: Runtime = {
    ...{ build: 'crash', mode: 'sim', home, supervisorPid: process.pid, startedAt: Date.now() },
    logLevel: 'warn',
    engine: { port: await freePort(), token: token() },
    watchdog: { port: await freePort(), token: token() },
    gateway: {
      host: '127.0.0.1',
      port: 1,
      origin: 'http://127.0.0.1:1',
      dev: false,
      metricsTokenHash: null,
    },
    databaseUrl: plan.appUrl,
    venue: venue.value,
    simulator: { adminUrl: simulator.addresses.adminUrl, adminToken: config.value.adminToken },
    journal: { directory: join(home, 'journal'), budgetBytes: 1024 ** 3 },
    limitsFile,
    operatorMinutes: 0,
  };
  writeRuntime(runtime);
  const database = new Client({ connectionString: plan.ownerUrl });
  await database.connect();
  const witness = watchVenue(simulator);
  return {
    ...{ home, runtime, simulator, witness, database },
    async close() {
      witness.stop();
      await database.end();
      await simulator.stop();
    },
  };
}
