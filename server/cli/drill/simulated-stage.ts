// A simulated exchange for rehearsals: resting orders, a position, a line with a round trip and failures. In-process.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { count } from '#lib/domain/count.ts';
import { marketTicker, orderGroupId } from '#lib/domain/ids.ts';
import { price } from '#lib/domain/price.ts';
import { ok, unwrap } from '#lib/result.ts';
import { createKalshiOrders } from '#server/adapters/kalshi/rest-client.ts';
import { loadKalshiKey } from '#server/adapters/kalshi/sign.ts';
import { createLatchFile } from '#server/adapters/latch-file/latch-file.ts';
import { createSystemClock } from '#server/adapters/system/clock.ts';
import { createSystemEntropy } from '#server/adapters/system/entropy.ts';
import { createSystemTimers } from '#server/adapters/system/timers.ts';
import { simulatedTrader } from '#server/cli/venue-plan.ts';
import { wait } from '#server/kill/within.ts';
import type { Timers } from '#server/ports/timers.ts';
import { type RunningSimulator, runSimulator } from '#server/simulator/run-simulator.ts';
import { readSimulatorConfig } from '#server/simulator/simulator-config.ts';
import { openLossyLine } from './lossy-line.ts';
import type { DrillPlace } from './stage.ts';

const TRADER = 'trader';
const SHARD = 2;
const LOW = price(100);
/** One contract to flatten. */
const HELD = count(100);

interface DrillTerms {
  readonly orders: number;
  readonly latencyMs: number;
  readonly errorShare: number;
}

/** Longer than a rehearsal on a bad line takes. */
const LEFT_MS = 60_000;
/** Between the close of one market and the first quotes of the next. */
const MARKET_WITHIN_MS = 180_000;

/** Around a close there may be no market for a while: it is waited for. */
async function untilMarket(simulator: RunningSimulator, timers: Timers): Promise<string> {
  for (let waited = 0; waited < MARKET_WITHIN_MS; waited += 250) {
    const ticker = marketOf(simulator);
    if (ticker !== null) return ticker;
    await wait(timers, 250);
  }
  throw new Error('the simulated exchange has no live market');
}

/** An active market with somebody on both sides, well before its close. */
function marketOf(simulator: RunningSimulator): string | null {
  const { exchange } = simulator.world;
  const found = exchange.markets(['active']).find(({ ticker, closeAtMs }) => {
    const depth = exchange.depth(ticker);
    const ask = depth?.asks[0]?.priceCentiCents ?? 0;
    return (
      closeAtMs - simulator.nowMs() > LEFT_MS &&
      ask > 1_000 &&
      ask < 9_000 &&
      (depth?.bids.length ?? 0) > 0
    );
  });
  return found?.ticker ?? null;
}

function placeAll(
  simulator: RunningSimulator,
  ticker: string,
  terms: DrillTerms,
  group: string,
): void {
  const { exchange } = simulator.world;
  const place = (order: Parameters<typeof exchange.placeFor>[1]): void => {
    const placed = exchange.placeFor(TRADER, order, simulator.nowMs());
    if (!placed.ok) throw new Error(`the stage could not be set: ${placed.code}`);
  };
  const held = exchange.position(TRADER, ticker).positionCentiContracts;
  if (held < HELD)
    place({
      ...{ ticker, side: 'bid', priceCentiCents: 9_900, countCentiContracts: HELD - held },
      ...{ timeInForce: 'immediate_or_cancel', clientOrderId: crypto.randomUUID() },
    });
  for (let i = 0; i < terms.orders; i++)
    place({
      ...{ ticker, side: 'bid', priceCentiCents: LOW, countCentiContracts: 100 },
      ...{ timeInForce: 'good_till_canceled', clientOrderId: crypto.randomUUID() },
      orderGroupId: group,
    });
}

/** Starts the exchange and the line; `random` decides the line's failures. */
export async function openSimulatedStage(
  terms: DrillTerms,
  random: () => number,
): Promise<DrillPlace> {
  const home = mkdtempSync(join(tmpdir(), 'voltage-drill-'));
  const [clock, timers, entropy] = [
    createSystemClock(),
    createSystemTimers(),
    createSystemEntropy(),
  ];
  const trader = simulatedTrader(home);
  const config = unwrap(
    readSimulatorConfig(
      JSON.stringify({
        ...{ adminToken: crypto.randomUUID(), traderKeyId: trader.keyId },
        traderPublicKeyPem: trader.publicPem,
      }),
    ),
  );
  const simulator = await runSimulator(config, {
    ...{ clock, timers, log: () => undefined },
    onBroken: (error) => {
      throw error;
    },
  });
  simulator.world.exchange.faults.cancelAllShadowMs = 0;
  const { kalshiRestUrl, kalshiWsUrl } = simulator.addresses;
  const line = await openLossyLine(kalshiRestUrl, { ...terms, random });
  const key = unwrap(loadKalshiKey(readFileSync(trader.keyFile, 'utf8'), trader.keyId));
  const quiet = { error: () => undefined, warn: () => undefined, info: () => undefined };
  const options = { wsUrl: kalshiWsUrl, key, shard: SHARD, clock, timers, entropy, log: quiet };
  const direct = createKalshiOrders({ ...options, restUrl: kalshiRestUrl });
  const orders = createKalshiOrders({ ...options, restUrl: line.restUrl });
  let stages = 0;
  async function end(): Promise<readonly string[]> {
    await line.close();
    await simulator.stop();
    rmSync(home, { recursive: true, force: true });
    return [];
  }
  let ended: ReturnType<typeof end> | null = null;
  return {
    ...{ venue: 'sim', ...terms },
    async set() {
      stages += 1;
      simulator.world.exchange.cancelAllFor(TRADER, simulator.nowMs());
      const ticker = await untilMarket(simulator, timers);
      const group = unwrap(await direct.createGroup(SHARD, count(1_000_000)));
      placeAll(simulator, ticker, terms, group);
      return ok({
        ...{ orders, clock, timers, entropy, shard: SHARD, low: LOW, held: HELD },
        latchFile: createLatchFile(join(home, String(stages))),
        // As coarse as an HTTP Date: the engine's own comparison by the stream is finer.
        venueClock: () => ({ offsetMs: simulator.nowMs() - clock.wall(), errorMs: 550 }),
        ticker: marketTicker(ticker),
        group: orderGroupId(group),
      });
    },
    resting: () => Promise.resolve(simulator.world.exchange.restingOrders(TRADER).length),
    // Nobody there sells at the lowest price.
    spoilt: () => Promise.resolve(null),
    close() {
      ended ??= end();
      return ended;
    },
  };
}
