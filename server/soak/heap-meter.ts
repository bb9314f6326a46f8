// Loaded by `node --import` into an engine under soak: writes its memory, after a forced sweep, as a line of standard output.
import { setFlagsFromString, writeHeapSnapshot } from 'node:v8';
import { runInNewContext } from 'node:vm';

const EVERY_MS = 10_000;
/** A sweep stops the engine for some tens of milliseconds: often enough for a slope, seldom enough to leave its pace alone. */
const SWEEP_EVERY = 3;

setFlagsFromString('--expose-gc');
const sweep: () => void = runInNewContext('gc');

/** For the one who looks for what grows. */
process.on('SIGUSR2', () => void writeHeapSnapshot());

let count = 0;
setInterval(() => {
  const isSwept = count % SWEEP_EVERY === 0;
  count += 1;
  if (isSwept) sweep();
  const { rss, heapUsed, external } = process.memoryUsage();
  process.stdout.write(`${JSON.stringify({ memory: { isSwept, rss, heapUsed, external } })}\n`);
}, EVERY_MS).unref();
