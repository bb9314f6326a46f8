// Loaded by `node --import` into an engine under soak: writes its memory, after a forced sweep, as a line of standard output.
import { getHeapCodeStatistics, setFlagsFromString, writeHeapSnapshot } from 'node:v8';
import { runInNewContext } from 'node:vm';

const EVERY_MS = 10_000;
/** A whole sweep stops the engine for some tenths of a second: often enough for a slope, seldom enough to leave its pace alone. */
const SWEEP_EVERY = 12;

setFlagsFromString('--expose-gc');
const collect: (how: object) => void = runInNewContext('gc');

/**
 * What V8 gives back only when it must (code of paths no longer gone, caches, what dies a round after its owner) is not
 * kept by the program: an ordinary sweep counts some megabytes of it, and they come and go over hours.
 */
function sweep(): void {
  collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}

/** Bytecode and machine code, which V8 makes of a path once it has gone it often enough. */
function codeBytes(): number {
  const { code_and_metadata_size: code, bytecode_and_metadata_size: bytecode } =
    getHeapCodeStatistics();
  return code + bytecode;
}

/** For the one who looks for what grows. */
process.on('SIGUSR2', () => void writeHeapSnapshot());

let count = 0;
setInterval(() => {
  const isSwept = count % SWEEP_EVERY === 0;
  count += 1;
  if (isSwept) sweep();
  const { rss, heapUsed, external } = process.memoryUsage();
  const memory = { isSwept, rss, heapUsed, external, code: codeBytes() };
  process.stdout.write(`${JSON.stringify({ memory })}\n`);
}, EVERY_MS).unref();
