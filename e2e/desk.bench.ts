// `npm run bench:desk`: every figure of the desk under a busy line against its budget. DESK_MINUTES: how long the heap is watched.
import { loadavg } from 'node:os';
import type { Browser } from 'playwright/test';
import { type BusyDesk, openBusyDesk } from './support/busy-desk.ts';
import { untilLive } from './support/desk.ts';
import { countFrames } from './support/desk-probe.ts';
import type { StorageState } from './support/operator.ts';
import { firstLoadKb, MOST_SCRIPT_KB } from './support/script-bytes.ts';
import { expect, test } from './support/test.ts';

const MINUTES = Number(process.env['DESK_MINUTES'] ?? 10);
const FRAME_MS = 1_000 / 60;
const WATCH_MS = 60_000;
const CELLS_MS = 5_000;
const HEAP_EVERY_MS = 15_000;
const HOT_CELLS = ['spot-mid', 'index-value'];
const LOADS = 5;

const BUDGET = {
  messagesPerSecond: 500,
  interactiveMs: 1_500,
  paintMs: 2 * FRAME_MS,
  slowPaintMs: 6 * FRAME_MS,
  crowdedFrames: 0,
  renders: 0,
  longTasks: 0,
  shift: 0.005,
  /** A tenth of what one minute of messages weighs would be megabytes. */
  heapKbPerMinute: 100,
} as const;

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

interface Line {
  readonly what: string;
  readonly value: number;
  readonly budget: number;
  /** The budget is a floor. */
  readonly isLeast?: boolean;
}

function print({ what, value, budget, isLeast = false }: Line): void {
  const isMet = isLeast ? value >= budget : value <= budget;
  const figures = `${value.toFixed(1).padStart(9)}   budget ${isLeast ? '≥' : '≤'} ${budget.toFixed(1).padStart(7)}`;
  process.stdout.write(
    `  ${what.padEnd(44)}${figures}   ${isMet ? 'met' : 'NOT MET in this run'}\n`,
  );
}

/** Milliseconds from the request to a live desk, in a browser that has never seen it. */
async function loadMs(browser: Browser, origin: string, session: StorageState): Promise<number> {
  const context = await browser.newContext({
    storageState: { ...session, cookies: [...session.cookies] },
  });
  const page = await context.newPage();
  const startedAt = performance.now();
  await page.goto(origin, { waitUntil: 'commit' });
  await untilLive(page);
  await expect(page.getByTestId('kill-button')).toBeVisible();
  const ms = performance.now() - startedAt;
  await context.close();
  return ms;
}

/** Least squares over heaps in bytes taken every HEAP_EVERY_MS: kB a minute. */
function slopeKbPerMinute(heaps: readonly number[]): number {
  const middle = (heaps.length - 1) / 2;
  const mean = heaps.reduce((sum, each) => sum + each, 0) / heaps.length;
  let products = 0;
  let squares = 0;
  for (const [index, bytes] of heaps.entries()) {
    products += (index - middle) * (bytes - mean);
    squares += (index - middle) ** 2;
  }
  return ((products / squares) * (60_000 / HEAP_EVERY_MS)) / 1_000;
}

/** The first minute fills the tables that have a limit; the slope is of what comes after. */
async function watchHeap(desk: BusyDesk): Promise<readonly number[]> {
  const heaps: number[] = [];
  await desk.page.waitForTimeout(60_000);
  for (let left = MINUTES * 60_000; left > 0; left -= HEAP_EVERY_MS) {
    heaps.push(await desk.heapBytes());
    await desk.page.waitForTimeout(HEAP_EVERY_MS);
  }
  return heaps;
}

test('the desk against its budgets', async ({ browser, system, session }) => {
  const state = await session();
  const loads: number[] = [];
  for (let load = 0; load < LOADS; load++) loads.push(await loadMs(browser, system.origin, state));
  const desk = await openBusyDesk(browser, system.origin, state);
  await desk.page.waitForTimeout(5_000);
  const counts = await countFrames(desk.page, WATCH_MS);
  const cells = await countFrames(desk.page, CELLS_MS, HOT_CELLS);
  process.stdout.write(
    `\n  ${counts.frames} frames in ${WATCH_MS / 1_000} s, ${counts.commits} commits; load of the machine ${loadavg()[0]?.toFixed(1)}\n`,
  );
  const rate = counts.messages / (WATCH_MS / 1_000);
  print({
    what: 'messages a second at the browser',
    value: rate,
    budget: BUDGET.messagesPerSecond,
    isLeast: true,
  });
  print({
    what: 'first load, interactive, ms (median)',
    value: quantile(loads, 0.5),
    budget: BUDGET.interactiveMs,
  });
  print({
    what: 'first load, JavaScript, kB gzip',
    value: await firstLoadKb(desk.page.request, '/'),
    budget: MOST_SCRIPT_KB,
  });
  print({
    what: 'emit to paint, p50 ms (two frames)',
    value: quantile(counts.paintMs, 0.5),
    budget: BUDGET.paintMs,
  });
  print({
    what: 'emit to paint, p99 ms (six frames)',
    value: quantile(counts.paintMs, 0.99),
    budget: BUDGET.slowPaintMs,
  });
  print({ what: 'message to paint, p95 frames', value: quantile(counts.waits, 0.95), budget: 2 });
  print({ what: 'most commits in one frame', value: counts.mostCommits, budget: 1 });
  print({
    what: 'renders of the hottest cells',
    value: Math.max(...Object.values(cells.cellRenders)),
    budget: BUDGET.renders,
  });
  print({
    what: 'tasks over 50 ms in a minute',
    value: counts.longTasksMs.length,
    budget: BUDGET.longTasks,
  });
  print({
    what: 'layout shift, thousandths',
    value: counts.shift * 1_000,
    budget: BUDGET.shift * 1_000,
  });
  const heaps = await watchHeap(desk);
  process.stdout.write(`  heap, MB: ${heaps.map((each) => (each / 1e6).toFixed(1)).join(' ')}\n`);
  print({
    what: `heap slope over ${MINUTES} minutes, kB a minute`,
    value: slopeKbPerMinute(heaps),
    budget: BUDGET.heapKbPerMinute,
  });
  await desk.close();
});
