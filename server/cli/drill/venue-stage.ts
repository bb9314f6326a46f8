// A stage on a real exchange, through the real adapter. In: its options. Out: a place for rehearsals that leaves nothing.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { count } from '#lib/domain/count.ts';
import { ok } from '#lib/result.ts';
import type { KalshiOptions } from '#server/adapters/kalshi/options.ts';
import { createLatchFile } from '#server/adapters/latch-file/latch-file.ts';
import { heldIn } from '#server/conformance/account.ts';
import { type Bench, createBench } from '#server/conformance/bench.ts';
import { measureLine } from './measure-line.ts';
import type { DrillPlace } from './stage.ts';
import { type Scene, setScene, takeAllBack, type VenueTerms } from './venue-scene.ts';
import { watchOrders } from './watched-orders.ts';

const ONE = count(100);
const NONE = count(0);
/** Between two looks while a read may still trail what was cancelled. */
const LOOK_AGAIN_MS = 1_000;
const LOOKS = 3;
/** Positions trail fills by about a second (kalshi-api §4.6). */
const POSITION_LAG_MS = 1_500;

/** Throws in words when orders rest on the account that no drill placed: it would cancel them unasked. */
async function assertNothingRests(bench: Bench): Promise<void> {
  const resting = await bench.orders.restingOrders();
  if (!resting.ok) throw new Error(resting.error);
  if (resting.value.length > 0)
    throw new Error(
      `${resting.value.length} orders rest on this account, and a drill cancels every one: stop what placed them, or cancel them, first`,
    );
}

/**
 * Measures the line and looks at the account; places nothing yet. Throws when the venue cannot be read, and when orders
 * of somebody else rest on the account. Whoever calls has made sure that it is no account of real money.
 */
export async function openVenueStage(
  options: KalshiOptions,
  terms: VenueTerms,
): Promise<DrillPlace> {
  const { clock, timers, entropy, shard } = options;
  const line = await measureLine(options);
  if (!line.ok) throw new Error(line.error);
  const { roundTripMs, venueClock } = line.value;
  const bench = createBench(options);
  await assertNothingRests(bench);
  const watched = watchOrders(bench);
  const home = mkdtempSync(join(tmpdir(), 'voltage-drill-'));
  const scene: Scene = { bench, watched, terms, tickers: new Set(), isClosing: false };
  let stages = 0;

  async function resting(): Promise<number> {
    for (let look = 1; ; look++) {
      const read = await bench.orders.restingOrders();
      if (read.ok && (read.value.length === 0 || look >= LOOKS)) return read.value.length;
      if (!read.ok && look >= LOOKS) throw new Error(read.error);
      await bench.pause(LOOK_AGAIN_MS);
    }
  }

  /** A bid that somebody took triggers the group, and then the exchange has cancelled what we meant to. */
  async function spoilt(): Promise<string | null> {
    await bench.pause(POSITION_LAG_MS);
    for (const ticker of scene.tickers) {
      const held = await heldIn(bench, ticker);
      if (held === null) return `the position in ${ticker} cannot be read`;
      if (held !== 0) return `${held / 100} contracts of ${ticker} came by the bids meanwhile`;
    }
    return null;
  }

  async function end(): Promise<readonly string[]> {
    scene.isClosing = true;
    watched.shut();
    const left = await takeAllBack(scene);
    rmSync(home, { recursive: true, force: true });
    return [...left, ...watched.doubts()];
  }
  let ended: ReturnType<typeof end> | null = null;

  return {
    ...{ venue: 'demo', orders: terms.orders, latencyMs: roundTripMs, errorShare: 0 },
    ...{ resting, spoilt },
    async set(level) {
      const set = await setScene(scene, level);
      if (!set.ok) return set;
      stages += 1;
      return ok({
        ...{ orders: watched.orders, clock, timers, entropy, shard, venueClock, ...set.value },
        latchFile: createLatchFile(join(home, String(stages))),
        held: level === 'flatten' ? ONE : NONE,
      });
    },
    close() {
      ended ??= end();
      return ended;
    },
  };
}
