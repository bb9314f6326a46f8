// The parts of one chain: its world, and an engine in it. In: a job and a point. Out: starts, deaths, ways back.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Rng } from '#server/simulator/seeded/rng.ts';
import { actUntilDeath, isArmable, releaseKill } from './act.ts';
import type { Job } from './chain-lines.ts';
import type { CrashPlan } from './crash-plan.ts';
import type { CrashPoint, Scenario } from './crash-point.ts';
import { type EngineRun, startProgram } from './engine-run.ts';
import { createJournalCheck, type JournalCheck } from './journal-check.ts';
import type { MigrateAddresses } from './migrate-chain.ts';
import { type Before, isLatched, judgeRecovery, type Recovery } from './recovery.ts';
import { openStation, type Station } from './station.ts';
import { createTrader, type Trader } from './trader.ts';

export interface Scene {
  readonly job: Job;
  readonly point: CrashPoint;
  readonly station: Station;
  readonly journal: JournalCheck;
}

const RESTS: ReadonlySet<Scenario> = new Set(['quote', 'kill', 'release', 'stop', 'recover']);

/** Where this run dies, as its seed has it; `random` null: nowhere. */
export function planOf(point: CrashPoint, random: Rng | null, awake: boolean): CrashPlan {
  return {
    point: random === null ? null : point.name,
    pass: 1 + (random?.below(point.passes ?? 1) ?? 0),
    delayMs: random === null ? 0 : random.uniform() * (point.laterMs ?? 0),
    style: RESTS.has(point.scenario) ? 'quote' : 'take',
    awake,
  };
}

export interface Live {
  readonly engine: EngineRun;
  readonly trader: Trader;
}

function start(scene: Scene, plan: CrashPlan): Live {
  const engine = startProgram(['server/engine/main.ts', scene.station.home], plan);
  return { engine, trader: createTrader(scene.station.runtime) };
}

/** Before the first start nothing has died. */
export const FIRST: Before = {
  death: { by: 'nothing', atMs: Infinity },
  wasKilled: false,
  wasReleased: false,
};

/** Waits for its end and notes what the trader had been told by then. */
export async function buried(scene: Scene, { engine, trader }: Live): Promise<Before> {
  const death = await engine.death;
  trader.close();
  const said = (code: string): boolean =>
    trader.replies.some((reply) => reply.ok && reply.code === code);
  const wasReleased = said('released');
  const latched = isLatched(scene.station.home);
  return { death, wasKilled: latched || said('killed'), wasReleased: wasReleased && !latched };
}

/** Dies once, in the way of this scenario. Out: what was true then, or why it did not die there. */
export async function dieOnce(scene: Scene, live: Live, random: Rng): Promise<Before | string> {
  const { scenario, name } = scene.point;
  live.engine.wake();
  const isDead = await actUntilDeath(scenario, { ...live, random });
  const where = isDead ? '' : `: ${live.trader.situation()}`;
  const before = await buried(scene, live);
  if (scenario !== 'recover' && scenario !== 'boot')
    return before.death.by === 'point'
      ? before
      : `${name} was not reached: ended by ${before.death.by}${where}`;
  if (before.death.by !== 'kill') return `the first death was ${before.death.by}`;
  if (scenario === 'boot') rmSync(join(scene.station.home, 'run', 'order-group'), { force: true });
  const again = start(scene, planOf(scene.point, random, true));
  const ended = await Promise.race([again.engine.death, after(60_000)]);
  if (ended === null) again.engine.kill();
  const second = await buried(scene, again);
  const wasKilled = before.wasKilled || second.wasKilled;
  if (second.death.by !== 'point') return `${name} was not reached: ended by ${second.death.by}`;
  return { ...second, wasKilled };
}

/** True when it came back disarmed, or killed and a trader's release was carried out. */
export async function isReadyToTrade(
  { engine, trader }: Live,
  { state }: Recovery,
): Promise<boolean> {
  if (state !== 'killed') return isArmable(state);
  const isReleased = await releaseKill(engine, trader);
  // What was answered in here says nothing of the next death.
  trader.forgetReplies();
  return isReleased;
}

function after(ms: number): Promise<null> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(null), ms).unref();
  });
}

/** A database of its own for each part of a chain. */
export function addressesOf(job: Job, part: string): MigrateAddresses {
  const at = (url: string): string => {
    const full = new URL(url);
    full.pathname = `/${job.database}_${part}`;
    return full.href;
  };
  return { ownerUrl: at(job.ownerUrl), appUrl: at(job.appUrl) };
}

/** Opens world number `part` of the chain. */
export async function openScene(job: Job, point: CrashPoint, part: string): Promise<Scene> {
  const station = await openStation({
    directory: join(job.directory, part),
    ...addressesOf(job, part),
    seed: `${job.seed}/${point.name}/${part}`,
    approvals: point.scenario === 'approve',
  });
  return { job, point, station, journal: createJournalCheck(join(station.home, 'journal')) };
}

/** A start that gives up by itself (the database did not answer in time) is started again, as the supervisor does it. */
const STARTS = 5;

/** An ordinary start after a death, judged. */
export async function comeBack(
  scene: Scene,
  plan: CrashPlan,
  before: Before,
): Promise<{ readonly live: Live; readonly recovery: Recovery }> {
  const startedMs = performance.now();
  for (let attempt = 1; ; attempt++) {
    const live = start(scene, plan);
    const sinceMs = live.engine.startedMs - startedMs;
    const recovery = await judgeRecovery(scene.station, { ...live, before });
    const gaveUp = live.engine.isDead() && /^\d+$/.test((await live.engine.death).by);
    if (!gaveUp || attempt === STARTS)
      return { live, recovery: { ...recovery, safeMs: recovery.safeMs + sinceMs } };
    live.trader.close();
  }
}
