// One crash point, died at again and again: each restart is the recovery from one death and the stage of the next.
// In: a job as JSON in the first argument. Out: one JSON line a run.
import { watchSupervisor } from '#server/config/orphan.ts';
import { createRng, type Rng } from '#server/simulator/seeded/rng.ts';
import { type Job, jobSchema, type RunResult } from './chain-lines.ts';
import type { CrashPlan } from './crash-plan.ts';
import type { CrashPoint } from './crash-point.ts';
import { migrateThroughDeath } from './migrate-chain.ts';
import { pointNamed } from './points.ts';
import type { Recovery } from './recovery.ts';
import {
  addressesOf,
  buried,
  comeBack,
  dieOnce,
  FIRST,
  isReadyToTrade,
  openScene,
  planOf,
  type Scene,
} from './scene.ts';

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

/**
 * Deaths from run `first` on in one world, to the last, or until what came back killed is not to be released: that is
 * safe, and the end of its trading. Out: the next run.
 */
async function runWorld(scene: Scene, first: number, last: number): Promise<number> {
  const { job, point } = scene;
  const randomOf = (run: number): Rng => createRng(`${job.seed}/${point.name}/${run}`);
  const inRecovery = point.scenario === 'recover' || point.scenario === 'boot';
  const planFor = (run: number): CrashPlan =>
    planOf(point, inRecovery || run > last ? null : randomOf(run), false);
  let { live, recovery } = await comeBack(scene, planFor(first), FIRST);
  if (recovery.faults.length > 0) tell(scene, first, recovery, live.engine.lines());
  let run = recovery.faults.length > 0 ? first + 1 : first;
  const faults: string[] = [];
  for (let attempt = 1; run <= last && (await isReadyToTrade(live, recovery)); attempt++) {
    const before = await dieOnce(scene, live, randomOf(run));
    const lines = [...live.engine.lines(), '— restarted —'];
    const wasMissed = typeof before === 'string';
    const isAgain = wasMissed && attempt < ATTEMPTS;
    faults.push(...(await scene.journal.check()));
    ({ live, recovery } = await comeBack(
      scene,
      planFor(isAgain ? run : run + 1),
      wasMissed ? FIRST : before,
    ));
    faults.push(...recovery.faults);
    if (isAgain) continue;
    if (wasMissed) faults.push(before);
    tell(scene, run, { ...recovery, faults }, [...lines, ...live.engine.lines()]);
    faults.length = 0;
    attempt = 0;
    run += 1;
  }
  if (faults.length > 0) tell(scene, run++, { ...recovery, faults }, live.engine.lines());
  live.engine.kill();
  await buried(scene, live);
  return run;
}

async function runMigrations(job: Job, point: CrashPoint): Promise<void> {
  for (let run = 1; run <= job.runs; run++) {
    const plan = planOf(point, createRng(`${job.seed}/${point.name}/${run}`), true);
    const recovery = await migrateThroughDeath(addressesOf(job, `m${run}`), plan);
    tell({ job, point }, run, recovery, []);
  }
}

/** What dies in an arming leaves a group triggered that the next arming takes for a stranger's: one death a world. */
function lastOf(point: CrashPoint, run: number, runs: number): number {
  return point.scenario === 'arm' ? run : runs;
}

async function main(): Promise<void> {
  const job = jobSchema.parse(JSON.parse(process.argv[2] ?? ''));
  const point = pointNamed(job.point);
  if (point.scenario === 'migrate') {
    await runMigrations(job, point);
    return;
  }
  for (let run = 1, world = 0; run <= job.runs && world < 2 * job.runs; world++) {
    const scene = await openScene(job, point, `w${world}`);
    run = await runWorld(scene, run, lastOf(point, run, job.runs));
    await scene.station.close();
  }
}

// Whoever started this is gone: nothing shall go on dying for nobody.
watchSupervisor(() => process.exit(1));
await main();
process.exit(0);
