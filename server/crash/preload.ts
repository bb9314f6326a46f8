// Loaded by `node --import` ahead of a process under test: puts its crash point and the rig into the sources it loads.
// Production is started without it and holds no trace of it.
import { readFileSync, writeSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PLAN_VARIABLE, readPlan } from './crash-plan.ts';
import { POINTS } from './points.ts';
import { rigOf } from './rig.ts';
import { applyEdits, type SourceEdit } from './source-edit.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const plan = readPlan(process.env[PLAN_VARIABLE] ?? '');
const point = POINTS.find(({ name }) => name === plan.point);
if (plan.point !== null && point === undefined) throw new Error(`no crash point ${plan.point}`);

/** The edit with a call of ours where the table says CRASH. */
function placed(edit: SourceEdit): SourceEdit {
  return { ...edit, put: edit.put.replace('CRASH(', 'globalThis.crashHere(') };
}

/** kill -9 of ourselves: nothing is flushed, no handler runs, and not one more line of ours. */
function die(): void {
  writeSync(2, `crash point ${plan.point}\n`);
  process.kill(process.pid, 'SIGKILL');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

/** A pass that is still to come after this long is not waited for: the next one will do. */
const PATIENCE_MS = 5_000;

let isAwake = plan.awake;
let awakeSinceMs = performance.now();
process.on('SIGUSR2', () => {
  isAwake = true;
  awakeSinceMs = performance.now();
});

let passes = 0;
let isDying = false;
Object.defineProperty(globalThis, 'crashHere', {
  value: (holds = true): void => {
    if (!holds || !isAwake) return;
    passes += 1;
    const isLate = performance.now() - awakeSinceMs > PATIENCE_MS;
    if (isDying || (passes < plan.pass && !isLate)) return;
    isDying = true;
    if (plan.delayMs === 0) die();
    else setTimeout(die, plan.delayMs);
  },
});

const edits: readonly SourceEdit[] = [
  ...rigOf(plan.style),
  ...(point === undefined ? [] : [placed(point.edit)]),
];
const touched = new Set(edits.map(({ file }) => file));

registerHooks({
  load(url, context, next) {
    const loaded = next(url, context);
    if (!url.startsWith('file:')) return loaded;
    const path = fileURLToPath(url);
    const file = relative(ROOT, path);
    if (!touched.has(file)) return loaded;
    return { ...loaded, source: applyEdits(file, readFileSync(path, 'utf8'), edits) };
  },
});
