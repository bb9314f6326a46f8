// What a start leaves in its home, without a start: for tests of processes over a simulated venue. Out: the runtime file.
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Runtime, writeRuntime } from '#server/config/runtime.ts';
import type { SimulatedVenue } from '#server/conformance/simulated-venue.ts';
import { freePort } from '../free-port.ts';

interface TestStart {
  readonly home: string;
  readonly venue: SimulatedVenue;
  readonly databaseUrl: string;
  readonly build: string;
}

/** The key lies beside it; Kraken is behind a port on which nobody listens. */
export async function writeTestRuntime(start: TestStart): Promise<Runtime> {
  const { home, venue, databaseUrl, build } = start;
  const keyFile = join(home, 'trader.pem');
  writeFileSync(keyFile, venue.trader.privatePem, { mode: 0o600 });
  const link = async () => ({
    port: await freePort(),
    token: randomBytes(24).toString('base64url'),
  });
  const { restUrl, wsUrl, shard } = venue.options;
  const port = await freePort();
  const runtime: Runtime = {
    build,
    mode: 'sim',
    home,
    supervisorPid: process.pid,
    startedAt: Date.now(),
    logLevel: 'trace',
    engine: await link(),
    watchdog: await link(),
    gateway: {
      host: '127.0.0.1',
      port,
      origin: `http://127.0.0.1:${port}`,
      dev: false,
      metricsTokenHash: null,
    },
    databaseUrl,
    venue: {
      krakenUrl: 'ws://127.0.0.1:1',
      krakenRestUrl: 'http://127.0.0.1:1',
      krakenDepth: 25,
      kalshiRestUrl: restUrl,
      kalshiWsUrl: wsUrl,
      keyId: venue.trader.keyId,
      keyFile,
      shard,
      account: `sim-${build}`,
    },
    simulator: null,
    journal: { directory: join(home, 'journal'), budgetBytes: 16 * 1024 * 1024 },
    limitsFile: null,
    operatorMinutes: 0,
  };
  writeRuntime(runtime);
  return runtime;
}
