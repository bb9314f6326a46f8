// `npm run crash`: kills real processes at every named point, again and again, and judges each way back.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensure } from '#lib/check.ts';
import { type Postgres, startPostgres } from '#server/adapters/postgres/start-postgres.ts';
import type { RunResult } from './chain-lines.ts';
import type { CrashPoint, Scenario } from './crash-point.ts';
import { POINTS, pointNamed } from './points.ts';
import { failureLines, pointLine, summaryLines, totalsOf } from './report.ts';
import { endChains, startChain } from './start-chain.ts';

/** Deaths at a point; a point close to another one has fewer, and so has one that begins after --minutes. */
const OFTEN = 20;
const SELDOM = 2;
const LATE = 4;

/** More chains than processors: most of a chain is waiting for a proof, a lease or a second reading. More yet cost more than they win. */
const WORKERS = '8';

const HELP = `usage: npm run crash -- [--points A,B | --often] [--runs N] [--seed 1] [--workers ${WORKERS}] [--minutes N] [--report FILE] [--list]

Starts real engines on a simulated venue and a database of their own and kills each with kill -9 at a named point,
then starts it again and compares the venue's record with the engine's books. Without --runs every point is died at
${OFTEN} times, those close to another one ${SELDOM} times; --often leaves these out. A point that begins after --minutes is died at
${LATE} times, and the end says so. Exit code 0: every one came back right.`;

/** A database server has forty connections; a chain at its worst holds six. */
const WORKERS_A_SERVER = 6;

const QUIET = { info: () => undefined, warn: () => undefined, error: () => undefined };

const { values } = parseArgs({
  options: {
    points: { type: 'string' },
    often: { type: 'boolean', default: false },
    runs: { type: 'string' },
    seed: { type: 'string', default: '1' },
    workers: { type: 'string', default: WORKERS },
    minutes: { type: 'string' },
    report: { type: 'string' },
    list: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

function print(...lines: readonly string[]): void {
  for (const line of lines) process.stdout.write(`${line}\n`);
}

const startedMs = performance.now();

function runsOf(point: CrashPoint): number {
  const runs = values.runs ?? (point.seldom === true ? SELDOM : OFTEN);
  const isLate = performance.now() - startedMs > Number(values.minutes ?? Infinity) * 60_000;
  return isLate ? Math.min(LATE, Number(runs)) : Number(runs);
}

/** Two starts a death, or readings seconds apart before it is safe. */
const LONG: ReadonlySet<Scenario> = new Set(['kill', 'release', 'recover', 'boot', 'approve']);

/** The long ones first: none shall be left alone at the end. */
function chosenPoints(): readonly CrashPoint[] {
  if (values.points !== undefined) return values.points.split(',').map(pointNamed);
  const isShort = ({ scenario }: CrashPoint): number => (LONG.has(scenario) ? 0 : 1);
  return POINTS.filter(({ seldom }) => !values.often || seldom !== true).toSorted(
    (a, b) => isShort(a) - isShort(b),
  );
}

interface Ended {
  readonly results: readonly RunResult[];
  /** Deaths begun. */
  readonly wanted: number;
}

async function runAll(
  queue: [number, CrashPoint][],
  { folder, servers }: { readonly folder: string; readonly servers: readonly Postgres[] },
): Promise<Ended> {
  const all: RunResult[] = [];
  let wanted = 0;
  const work = async (worker: number): Promise<void> => {
    const postgres = ensure(servers[worker % servers.length], 'a database server for each worker');
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [index, point] = next;
      const database = `crash_${index}`;
      const runs = runsOf(point);
      wanted += runs;
      const job = {
        ...{ point: point.name, runs, seed: values.seed, database },
        directory: join(folder, database),
        ownerUrl: postgres.url('postgres', 'owner'),
        appUrl: postgres.url('postgres', 'app'),
      };
      const begunMs = performance.now();
      const results = await startChain(job, (result) => {
        if (result.faults.length > 0) print(...failureLines(result));
      });
      print(pointLine(point, results, { runs, ms: performance.now() - begunMs }));
      all.push(...results);
    }
  };
  await Promise.all(Array.from({ length: Number(values.workers) }, (_, worker) => work(worker)));
  return { results: all, wanted };
}

async function main(): Promise<number> {
  if (values.help || values.list) {
    print(
      ...(values.help ? [HELP] : POINTS.map(({ name, about }) => `${name.padEnd(26)}${about}`)),
    );
    return 0;
  }
  const points = chosenPoints();
  const planned = points.reduce((sum, point) => sum + runsOf(point), 0);
  const folder = mkdtempSync(join(tmpdir(), 'voltage-crash-'));
  // The database server's own account must be able to pass through.
  chmodSync(folder, 0o711);
  const servers = await Promise.all(
    Array.from({ length: Math.ceil(Number(values.workers) / WORKERS_A_SERVER) }, (_, server) =>
      startPostgres({ dataDir: join(folder, `postgres-${server}`), log: QUIET }),
    ),
  );
  const queue = [...points.entries()];
  const cleanUp = async (): Promise<void> => {
    queue.length = 0;
    endChains();
    await Promise.all(servers.map((server) => server.stop()));
    rmSync(folder, { recursive: true, force: true });
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => void cleanUp().finally(() => process.exit(130)));
  const { results, wanted: runs } = await runAll(queue, { folder, servers });
  const seconds = (performance.now() - startedMs) / 1000;
  await cleanUp();
  print('', ...summaryLines(results, { points: points.length, runs, seconds }));
  if (runs < planned) print(`${planned - runs} more were planned: ${values.minutes} min were over`);
  const totals = totalsOf(results, runs);
  if (values.report !== undefined) writeFileSync(values.report, JSON.stringify(totals));
  return totals.failed === 0 ? 0 : 1;
}

process.exitCode = await main();
