// One soak: a real engine on a real database against a simulated venue through fault proxies. In: how long. Out: figures.

import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { startPostgres } from '#server/adapters/postgres/start-postgres.ts';
import { ROOT } from '#server/cli/build-console.ts';
import { type Child, startChild } from '#server/cli/child.ts';
import { type Runtime, writeRuntime } from '#server/config/runtime.ts';
import { type CrashPlan, PLAN_VARIABLE } from '#server/crash/crash-plan.ts';
import { readBooks } from '#server/crash/engine-books.ts';
import { disagreements } from '#server/crash/recovery.ts';
import { killsOfItsOwn } from '#server/crash/state-faults.ts';
import { openStation, type Station } from '#server/crash/station.ts';
import { createTrader, say, type Trader } from '#server/crash/trader.ts';
import { ENGINE_FLAGS } from '#server/engine/runtime-flags.ts';
import { createRng } from '#server/simulator/seeded/rng.ts';
import { type FaultProxy, openFaultProxy } from './fault-proxy.ts';
import { type Operator, startOperator } from './operator.ts';
import { createWeather, type Weather } from './weather.ts';

const READY_WITHIN_MS = 60_000;
/** On a machine that has other things to do. */
const SETTLES_WITHIN_MS = 240_000;
const MOST_COMPARISONS = 5;
/** Before the first fault the engine may see a minute of prices, so that it has something to trade on. */
const FIRST_CALM_MS = 90_000;
const CALM_MS = 20_000;
/** Between two comparisons of the ledgers. */
const ROUND_MS = 300_000;
const QUIET = { info: () => undefined, warn: () => undefined, error: () => undefined };

const memorySchema = z.object({
  memory: z.object({
    isSwept: z.boolean(),
    rss: z.number(),
    heapUsed: z.number(),
    external: z.number(),
    code: z.number(),
  }),
});

export interface MemorySample {
  /** ms since the engine was ready. */
  readonly atMs: number;
  /** After a forced sweep, so that what is used is what is kept. */
  readonly isSwept: boolean;
  readonly rssBytes: number;
  /** V8's heap and what it holds outside, bytes. */
  readonly heldBytes: number;
  /** What of it is compiled code. */
  readonly codeBytes: number;
}

export interface SoakPlan {
  readonly minutes: number;
  readonly seed: string;
  /** Faults from this many ms on; absent: after a minute and a half. */
  readonly firstCalmMs?: number;
  /** With the crash harness's opinion, which trades from the first second on: a short soak has no minute to watch prices. */
  readonly isRigged?: boolean;
  /** Lines worth seeing while it runs. */
  readonly note: (text: string) => void;
  /** After each comparison of the ledgers. */
  readonly onRound: (result: SoakResult) => void;
}

export interface SoakResult {
  /** What was wrong, in words; empty when all is well. */
  readonly breaches: readonly string[];
  readonly memory: readonly MemorySample[];
  readonly struck: ReadonlyMap<string, number>;
  readonly storms: number;
  readonly faults: number;
  readonly kills: ReadonlyMap<string, number>;
  readonly armedShare: number;
  readonly orders: number;
  readonly fills: number;
}

interface Bench {
  readonly station: Station;
  readonly runtime: Runtime;
  readonly proxies: readonly FaultProxy[];
  close(): Promise<void>;
}

async function openBench(seed: string, weather: Weather): Promise<Bench> {
  const folder = mkdtempSync(join(tmpdir(), 'voltage-soak-'));
  // The database server's own account must be able to pass through.
  chmodSync(folder, 0o711);
  const postgres = await startPostgres({ dataDir: join(folder, 'postgres'), log: QUIET });
  const station = await openStation({
    directory: join(folder, 'home'),
    ownerUrl: postgres.url('soak', 'owner'),
    appUrl: postgres.url('soak', 'app'),
    seed,
    approvals: false,
  });
  const { venue } = station.runtime;
  const rng = createRng(`${seed}/wire`);
  const kalshi = { target: venue.kalshiWsUrl, line: 'kalshi-ws', weather, rng } as const;
  const kraken = { target: venue.krakenUrl, line: 'kraken-ws', weather, rng } as const;
  const proxies = [await openFaultProxy(kalshi), await openFaultProxy(kraken)] as const;
  const [before, beside] = proxies;
  const runtime: Runtime = {
    ...station.runtime,
    venue: {
      ...venue,
      kalshiRestUrl: before.through(venue.kalshiRestUrl),
      kalshiWsUrl: before.through(venue.kalshiWsUrl),
      krakenUrl: beside.through(venue.krakenUrl),
    },
  };
  writeRuntime(runtime);
  return {
    ...{ station, runtime, proxies },
    async close() {
      for (const proxy of proxies) await proxy.close();
      await station.close();
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The rig of the crash harness, in an engine that is not to die. */
const RIGGED: CrashPlan = { point: null, pass: 1, delayMs: 0, style: 'take', awake: false };

interface Watched {
  readonly engine: Child;
  readonly memory: MemorySample[];
}

/** The engine as the supervisor starts it, with a meter of its memory. */
async function startEngine(
  home: string,
  { breaches, plan }: { readonly breaches: string[]; readonly plan: SoakPlan },
): Promise<Watched> {
  const memory: MemorySample[] = [];
  const startedMs = performance.now();
  const onLog = (_: string, line: string): void => {
    plan.note(line);
    if (!line.startsWith('{"memory"')) return;
    const read = memorySchema.parse(JSON.parse(line)).memory;
    const { isSwept, rss: rssBytes, heapUsed, external, code: codeBytes } = read;
    const atMs = performance.now() - startedMs;
    memory.push({ atMs, isSwept, rssBytes, heldBytes: heapUsed + external, codeBytes });
  };
  const engine = await startChild({
    name: 'engine',
    cwd: ROOT,
    argv: () => [
      ...[...ENGINE_FLAGS, '--import', './server/soak/heap-meter.ts'],
      ...(plan.isRigged === true ? ['--import', './server/crash/preload.ts'] : []),
      ...['server/engine/main.ts', home],
    ],
    readyWithinMs: READY_WITHIN_MS,
    onLog,
    onExit: (name, detail) => breaches.push(`${name} ended by itself (${detail})`),
    environment: {
      NODE_COMPILE_CACHE: join(home, 'cache'),
      [PLAN_VARIABLE]: JSON.stringify(RIGGED),
    },
  });
  return { engine, memory };
}

async function until(holds: () => boolean): Promise<boolean> {
  const end = performance.now() + SETTLES_WITHIN_MS;
  while (!holds()) {
    if (performance.now() > end) return false;
    await pause(50);
  }
  return true;
}

/** Kills, waits until that is confirmed and the account read, and compares the two ledgers. */
async function judge(station: Station, trader: Trader): Promise<readonly string[]> {
  trader.command(say.kill);
  const isSettled = await until(() => {
    const status = trader.status();
    return status?.kill?.confirmedAt != null && status.reconciled;
  });
  const unsettled = isSettled ? [] : [`not settled: ${trader.situation()}`];
  let apart = await disagreements(station);
  for (let times = 1; apart.length > 0 && times < MOST_COMPARISONS; times++)
    apart = await disagreements(station);
  const resting = station.witness.record().orders.filter(({ status }) => status === 'resting');
  return [
    ...unsettled,
    ...(isSettled && resting.length > 0 ? ['killed, and something of ours rests (I3)'] : []),
    ...apart,
  ];
}

async function resultSoFar(
  { breaches, memory }: Pick<SoakResult, 'breaches' | 'memory'>,
  hands: { readonly station: Station; readonly weather: Weather; readonly operator: Operator },
): Promise<SoakResult> {
  const { station, weather, operator } = hands;
  const { orders, fills, kills } = await readBooks(station.database);
  return {
    ...{ breaches: [...breaches, ...killsOfItsOwn([...kills, ...operator.kills.keys()])], memory },
    ...{ struck: weather.struck, kills: operator.kills },
    ...{ armedShare: operator.armedShare(), orders: orders.length, fills: fills.length },
    ...weather.totals(),
  };
}

/** Storms and trade for a while, then both ledgers, in fine weather. Out: what was wrong. */
async function runRound(
  hands: {
    readonly station: Station;
    readonly trader: Trader;
    readonly weather: Weather;
    readonly operator: Operator;
  },
  round: { readonly calmMs: number; readonly forMs: number; readonly signal: AbortSignal },
): Promise<readonly string[]> {
  const { station, trader, weather, operator } = hands;
  operator.rest(false);
  weather.begin(round.calmMs);
  await pause(round.forMs, undefined, { signal: round.signal }).catch(() => undefined);
  weather.clear();
  operator.rest(true);
  return judge(station, trader);
}

/** Runs it all and takes it down again. `signal` ends the round under way early; it is judged all the same. */
export async function runSoak(plan: SoakPlan, signal: AbortSignal): Promise<SoakResult> {
  const { seed, minutes } = plan;
  const weather = createWeather(createRng(`${seed}/weather`));
  const bench = await openBench(seed, weather);
  const { station } = bench;
  const breaches: string[] = [];
  const { engine, memory } = await startEngine(bench.runtime.home, { breaches, plan });
  const trader = createTrader(bench.runtime);
  const lean = (deviations: number): void => station.simulator.world.holdLean(deviations);
  const operator = startOperator({ trader, rng: createRng(`${seed}/operator`), lean });
  try {
    const end = performance.now() + minutes * 60_000;
    let calmMs = plan.firstCalmMs ?? FIRST_CALM_MS;
    while (performance.now() < end && !signal.aborted) {
      const forMs = Math.min(ROUND_MS, end - performance.now());
      const found = await runRound(
        { station, trader, weather, operator },
        { calmMs, forMs, signal },
      );
      breaches.push(...found);
      plan.onRound(await resultSoFar({ breaches, memory }, { station, weather, operator }));
      calmMs = CALM_MS;
    }
    operator.stop();
    return await resultSoFar({ breaches, memory }, { station, weather, operator });
  } finally {
    operator.stop();
    weather.clear();
    trader.close();
    await engine.stop(10_000);
    await bench.close();
  }
}
