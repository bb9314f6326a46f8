// One crash point, died at again and again: each restart is the recovery from one death and the stage of the next.
// In: a job as JSON in the first argument. Out: one JSON line a run.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { watchSupervisor } from '#server/config/orphan.ts';
import { createRng, type Rng } from '#server/simulator/seeded/rng.ts';
import { actUntilDeath } from './act.ts';
import { type Job, jobSchema, type RunResult } from './chain-lines.ts';
import type { CrashPlan } from './crash-plan.ts';
import { type EngineRun, startProgram } from './engine-run.ts';
import { createJournalCheck, type JournalCheck } from './journal-check.ts';
import { type MigrateAddresses, migrateThroughDeath } from './migrate-chain.ts';
import { type CrashPoint, pointNamed, type Scenario } from './points.ts';
import { type Before, isLatched, judgeRecovery, type Recovery } from './recovery.ts';
import { openStation, type Station } from './station.ts';
import { createTrader, type Trader } from './trader.ts';

interface Scene {
  readonly job: Job;
  readonly point: CrashPoint;
  readonly station: Station;
  readonly journal: JournalCheck;
}

const RESTS: ReadonlySet<Scenario> = new Set(['quote', 'kill', 'release', 'stop', 'recover']);

function planOf(point: CrashPoint, random: Rng | null, awake: boolean): CrashPlan {
  return {
    point: random === null ? null : point.name,
    pass: 1 + (random?.below(point.passes ?? 1) ?? 0),
    delayMs: random === null ? 0 : random.uniform() * (point.laterMs ?? 0),
    style: RESTS.has(point.scenario) ? 'quote' : 'take',
    awake,
  };
}

interface Live {
  readonly engine: EngineRun;
  readonly trader: Trader;
}

function start(scene: Scene, plan: CrashPlan): Live {
  const engine = startProgram(['server/engine/main.ts', scene.station.home], plan);
  return { engine, trader: createTrader(scene.station.runtime) };
}

const FIRST: Before = {
  death: { by: 'nothing', atMs: Infinity },
  wasKilled: false,
  wasReleased: false,
};

async function buried(scene: Scene, { engine, trader }: Live): Promise<Before> {
  const death = await engine.death;
  trader.close();
  const said = (code: string): boolean =>
    trader.replies.some((reply) => reply.ok && reply.code === code);
  const wasReleased = said('released');
  const latched = isLatched(scene.station.home);
  return { death, wasKilled: latched || said('killed'), wasReleased: wasReleased && !latched };
}

/** Dies once, in the way of this scenario. Out: what was true then, or why it did not die there. */
async function dieOnce(scene: Scene, live: Live, random: Rng): Promise<Before | string> {
  const { scenario, name } = scene.point;
  live.engine.wake();
  await actUntilDeath(scenario, { ...live, random });
  const before = await buried(scene, live);
  if (scenario !== 'recover' && scenario !== 'boot')
    return before.death.by === 'point'
      ? before
      : `${name} was not reached: ended by ${before.death.by}`;
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

function after(ms: number): Promise<null> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(null), ms).unref();
  });
}

function judged(scene: Scene, live: Live, before: Before): Promise<Recovery> {
  return judgeRecovery(scene.station, { ...live, before });
}

/** Scenarios that end killed have a world of their own for each run. */
function isKilling({ scenario }: CrashPoint): boolean {
  return scenario === 'kill' || scenario === 'release' || scenario === 'arm';
}

/** A database of its own for each part of a chain. */
function addressesOf(job: Job, part: string): MigrateAddresses {
  const at = (url: string): string => {
    const full = new URL(url);
    full.pathname = `/${job.database}_${part}`;
    return full.href;
  };
  return { ownerUrl: at(job.ownerUrl), appUrl: at(job.appUrl) };
}

async function openScene(job: Job, point: CrashPoint, part: string): Promise<Scene> {
  const station = await openStation({
    directory: join(job.directory, part),
    ...addressesOf(job, part),
    seed: `${job.seed}/${point.name}/${part}`,
    approvals: point.scenario === 'approve',
  });
  return { job, point, station, journal: createJournalCheck(join(station.home, 'journal')) };
}

function tell(
  scene: Pick<Scene, 'job' | 'point'>,
  run: number,
  outcome: Recovery | string,
  lines: readonly string[],
): void {
  const none = { readyMs: 0, safeMs: 0, state: 'not judged' };
  const told = typeof outcome === 'string' ? { ...none, faults: [outcome] } : outcome;
  const result: RunResult = {
    ...{ point: scene.point.name, run, seed: scene.job.seed },
    ...{ readyMs: told.readyMs, safeMs: told.safeMs, state: told.state, faults: [...told.faults] },
    lines: told.faults.length === 0 ? [] : [...lines],
  };
  process.stdout.write(`${JSON.stringify(result)}\n`);
}

/** A stalled machine may keep an engine from trading: its end is judged like any other, and the run is tried again. */
const ATTEMPTS = 3;

/** Runs `runs` deaths in one world, from `first` on. */
async function runChain(scene: Scene, first: number, runs: number): Promise<void> {
  const { job, point } = scene;
  const randomOf = (run: number): Rng => createRng(`${job.seed}/${point.name}/${run}`);
  const inRecovery = point.scenario === 'recover' || point.scenario === 'boot';
  const planFor = (run: number): CrashPlan =>
    planOf(point, inRecovery || run >= first + runs ? null : randomOf(run), false);
  let live = start(scene, planFor(first));
  const opening = await judged(scene, live, FIRST);
  if (opening.faults.length > 0) tell(scene, first, opening, live.engine.lines());
  for (let run = first; run < first + runs && opening.faults.length === 0; run++) {
    const faults: string[] = [];
    for (let attempt = 1; ; attempt++) {
      const before = await dieOnce(scene, live, randomOf(run));
      const lines = live.engine.lines();
      faults.push(...(await scene.journal.check()));
      const wasMissed = typeof before === 'string';
      live = start(scene, planFor(wasMissed && attempt < ATTEMPTS ? run : run + 1));
      const recovery = await judged(scene, live, wasMissed ? FIRST : before);
      faults.push(...recovery.faults);
      if (wasMissed && attempt < ATTEMPTS) continue;
      if (wasMissed) faults.push(before);
      tell(scene, run, { ...recovery, faults }, [
        ...lines,
        '— restarted —',
        ...live.engine.lines(),
      ]);
      break;
    }
  }
  live.engine.kill();
  await buried(scene, live);
}

async function runMigrations(job: Job, point: CrashPoint): Promise<void> {
  for (let run = 1; run <= job.runs; run++) {
    const plan = planOf(point, createRng(`${job.seed}/${point.name}/${run}`), true);
    const recovery = await migrateThroughDeath(addressesOf(job, `m${run}`), plan);
    tell({ job, point }, run, recovery, []);
  }
}

async function main(): Promise<void> {
  const job = jobSchema.parse(JSON.parse(process.argv[2] ?? ''));
  const point = pointNamed(job.point);
  if (point.scenario === 'migrate') {
    await runMigrations(job, point);
    return;
  }
  const parts = isKilling(point) ? job.runs : 1;
  for (let part = 0; part < parts; part++) {
    const scene = await openScene(job, point, `w${part}`);
    await runChain(scene, part + 1, parts === 1 ? job.runs : 1);
    await scene.station.close();
  }
}

// Whoever started this is gone: nothing shall go on dying for nobody.
watchSupervisor(() => process.exit(1));
await main();
process.exit(0);
