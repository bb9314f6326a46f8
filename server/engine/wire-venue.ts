// The wiring of sim, demo and live, which differ only in the addresses and key of the runtime record.
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SERIES } from '#lib/domain/market.ts';
import { unwrap } from '#lib/result.ts';
import { createJournal } from '#server/adapters/journal-file/create-journal.ts';
import { openKeyFile } from '#server/adapters/kalshi/key-file.ts';
import { createKalshiOrders } from '#server/adapters/kalshi/rest-client.ts';
import { createKalshiFeed } from '#server/adapters/kalshi/ws-client.ts';
import { createKrakenFeed } from '#server/adapters/kraken/kraken-feed.ts';
import { createKrakenHistory } from '#server/adapters/kraken/rest-history.ts';
import { createOnnxRunner, type OnnxRunner } from '#server/adapters/onnx/onnx-runner.ts';
import { openStore, type Store } from '#server/adapters/prisma/store.ts';
import { createSystemClock } from '#server/adapters/system/clock.ts';
import { createSystemEntropy } from '#server/adapters/system/entropy.ts';
import { createSystemTimers } from '#server/adapters/system/timers.ts';
import type { Log } from '#server/config/json-log.ts';
import type { Runtime } from '#server/config/runtime.ts';
import type { WorldOptions } from '#server/core/world.ts';
import type { Parts } from './parts.ts';

const MODELS_DIRECTORY = join(import.meta.dirname, '..', 'models');

/** Below the home folder: where models the trader added are kept. */
const ADDED_MODELS = 'models';

/** Everything but what needs the world's options, opened first because those depend on the loaded models. */
export interface VenueBase {
  readonly store: Store;
  readonly models: OnnxRunner;
  /** The full record, once the options (journalled in every header) are known. */
  readonly parts: (options: WorldOptions) => Parts;
}

/** Opens store and models and prepares feeds and order entry; nothing connects before `start`. */
export async function wireVenue(runtime: Runtime, log: Log): Promise<VenueBase> {
  const clock = createSystemClock();
  const timers = createSystemTimers();
  const entropy = createSystemEntropy();
  const { venue } = runtime;
  const key = unwrap(openKeyFile(venue.keyFile, venue.keyId));
  const store = await openStore({ url: runtime.databaseUrl, mode: runtime.mode, log });
  const models = await createOnnxRunner({
    directory: MODELS_DIRECTORY,
    addedDirectory: join(runtime.home, ADDED_MODELS),
    clock,
    log: (severity, text) => (severity === 'critical' ? log.error({}, text) : log.info({}, text)),
  });
  const kalshiOptions = {
    restUrl: venue.kalshiRestUrl,
    wsUrl: venue.kalshiWsUrl,
    key,
    shard: venue.shard,
    clock,
    timers,
    entropy,
    log,
  };
  // Real Kraken counts attempts per machine, whoever makes them; a simulated venue counts nobody.
  const budgetDirectory =
    runtime.simulator === null ? join(tmpdir(), 'voltage-kalshi-kraken') : null;
  return {
    store,
    models,
    parts: (options) => ({
      clock,
      timers,
      entropy,
      kraken: createKrakenFeed({
        url: venue.krakenUrl,
        depth: venue.krakenDepth,
        symbol: 'BTC/USD',
        budgetDirectory,
        clock,
        timers,
        entropy,
        log,
      }),
      kalshi: createKalshiFeed({ ...kalshiOptions, series: SERIES }),
      history: createKrakenHistory({
        restUrl: venue.krakenRestUrl,
        pair: 'XBTUSD',
        budgetDirectory,
        clock,
        timers,
        entropy,
      }),
      orders: createKalshiOrders(kalshiOptions),
      models,
      store,
      journal: createJournal({
        directory: runtime.journal.directory,
        budgetBytes: runtime.journal.budgetBytes,
        header: {
          mode: runtime.mode,
          build: runtime.build,
          bootId: options.boot,
          world: JSON.stringify(options),
        },
        log,
      }),
    }),
  };
}
