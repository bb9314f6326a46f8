// A child process: runs its share of the seeds. In: arguments. Out: one JSON line a breach, one at the end.
import { parseArgs } from 'node:util';
import { plantBug } from './plant-source.ts';

const { values } = parseArgs({
  options: {
    from: { type: 'string', default: '1' },
    count: { type: 'string', default: '1' },
    stride: { type: 'string', default: '1' },
    steps: { type: 'string', default: '200' },
    /** Stop at the first breach. */
    first: { type: 'boolean', default: false },
    /** Begin no further seed after so many minutes. */
    minutes: { type: 'string', default: 'Infinity' },
    plant: { type: 'string' },
  },
});

const allPlanted = values.plant === undefined ? () => undefined : plantBug(values.plant);
// Loaded only now, so that a planted bug is in it.
const { runTrial } = await import('./trial.ts');
const { provingSignal } = await import('./proving-signal.ts');
allPlanted();

const signal = provingSignal();
const counts = new Map<string, number>();
let seeds = 0;
let steps = 0;
let replays = 0;
const cpu = process.cpuUsage();

/** Every so many seeds one runs twice: the same seed must leave the same trace (I40). */
const REPLAY_EVERY = 100;

const tell = (line: unknown): void => {
  process.stdout.write(`${JSON.stringify(line)}\n`);
};

const endMs = performance.now() + 60_000 * Number(values.minutes);

for (let i = 0; i < Number(values.count) && performance.now() < endMs; i++) {
  const seed = Number(values.from) + i * Number(values.stride);
  const options = { seed, steps: Number(values.steps), signal, isRough: true };
  const result = await runTrial(options);
  seeds += 1;
  steps += result.steps;
  for (const [kind, times] of result.counts) counts.set(kind, (counts.get(kind) ?? 0) + times);
  let { breach } = result;
  if (breach === null && i % REPLAY_EVERY === 0) {
    replays += 1;
    const again = await runTrial(options);
    if (again.trace !== result.trace) breach = `I40: traces ${result.trace} and ${again.trace}`;
  }
  if (breach === null) continue;
  tell({ kind: 'breach', seed, breach, trace: result.trace });
  if (values.first) break;
}
const used = process.cpuUsage(cpu);
tell({
  ...{ kind: 'end', seeds, steps, replays, counts: [...counts] },
  cpuMs: Math.round((used.user + used.system) / 1_000),
});
