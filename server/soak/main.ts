// `npm run soak`: a warm-up, then an hour of network faults on real sockets; the two ledgers and the slope of the memory.
import { appendFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { isSound, soakLines } from './report.ts';
import { runSoak, type SoakResult } from './soak.ts';

const HELP = `usage: npm run soak -- [--minutes 135] [--seed 1] [--warm-up 75] [--log FILE]

Runs the real engine on a database of its own against the simulated venues, through proxies that delay, stall, reset,
cut, double, garble and lose what passes: seeded storms of one to four faults at once, hundreds an hour, and calm
between them, so that it trades. Every five minutes it compares the two ledgers. --log FILE shows how it stands; SIGUSR2 to
the engine writes a snapshot of its heap. Ctrl-C ends it early, with the figures of what there was. Exit code 1: they differ, the engine broke a rule or
ended, or what it keeps in memory after the warm-up climbs by more than 1 MB an hour. The warm-up holds the first
new hour and the quarter after it, whatever minute it begins at: the exchange lists more strikes for an hour it has seen
open than for the one it began in. By then the chart's half hour is full, and most paths are compiled.`;

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '135' },
    seed: { type: 'string', default: '1' },
    'warm-up': { type: 'string', default: '75' },
    log: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

async function main(): Promise<number> {
  if (values.help) {
    process.stdout.write(`${HELP}\n`);
    return 0;
  }
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => stop.abort());
  const { log } = values;
  const note = (text: string): void => {
    if (log !== undefined) appendFileSync(log, `${new Date().toISOString()} ${text}\n`);
  };
  const minutes = Number(values.minutes);
  const warmUpMs = Number(values['warm-up']) * 60_000;
  const onRound = (result: SoakResult): void => soakLines(result, warmUpMs).forEach(note);
  const result = await runSoak({ minutes, seed: values.seed, note, onRound }, stop.signal);
  const head = `${minutes} min, seed ${values.seed}`;
  for (const line of [head, ...soakLines(result, warmUpMs)]) process.stdout.write(`${line}\n`);
  return isSound(result, warmUpMs) ? 0 : 1;
}

process.exitCode = await main();
