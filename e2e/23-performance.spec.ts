// What the desk costs under a busy line, in counts: commits, renders, frames, bytes. Times are in desk.bench.ts, on demand.
import { openBusyDesk } from './support/busy-desk.ts';
import { CONSOLE_PAGES } from './support/console-pages.ts';
import { type Counts, countFrames } from './support/desk-probe.ts';
import { firstLoadKb, MOST_SCRIPT_KB } from './support/script-bytes.ts';
import { expect, test } from './support/test.ts';

const SETTLE_MS = 3_000;
const WATCH_MS = 8_000;
const CELLS_MS = 3_000;
const LEAST_A_SECOND = 500;
/** The cells that change with every tick of the venue. */
const HOT_CELLS = ['spot-mid', 'index-value'];
/** The messages of the watch are more than ten times this: a page that kept them would be found. */
const MOST_HEAP_GROWTH_BYTES = 4_000_000;
/** In frames with a press or an answer to one, React may render once more. */
const MOST_CROWDED = 0.01;

function describeCounts({ frames, commits, crowdedFrames, messages, shift }: Counts): string {
  return `${messages} messages, ${frames} frames, ${commits} commits, ${crowdedFrames} frames with more than one, shift ${shift.toFixed(4)}`;
}

/** The value below which `share` of them lie. */
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

test('at 500 messages a second and more: one render a frame, no shift, hot cells past React, a flat heap', async ({
  browser,
  system,
  session,
}, testInfo) => {
  test.setTimeout(120_000);
  const desk = await openBusyDesk(browser, system.origin, await session());
  try {
    await expect(desk.page.getByTestId('spot-mid')).toHaveText(/\d/, { timeout: 30_000 });
    await desk.page.waitForTimeout(SETTLE_MS);
    const heapBefore = await desk.heapBytes();
    const startedAt = performance.now();
    const sentBefore = desk.line.sent();
    const counts = await countFrames(desk.page, WATCH_MS);
    const seconds = (performance.now() - startedAt) / 1_000;
    const rate = (desk.line.sent() - sentBefore) / seconds;
    const cells = await countFrames(desk.page, CELLS_MS, HOT_CELLS);
    const growth = (await desk.heapBytes()) - heapBefore;
    const told = `${rate.toFixed(0)} sent a second, ${describeCounts(counts)}, heap ${growth} bytes`;
    testInfo.annotations.push({ type: 'load', description: told });

    expect(rate, told).toBeGreaterThanOrEqual(LEAST_A_SECOND);
    expect(counts.messages, told).toBeGreaterThan(0);
    expect(counts.crowdedFrames, told).toBeLessThanOrEqual(counts.frames * MOST_CROWDED);
    expect(counts.waits.length, 'prices that were painted').toBeGreaterThan(0);
    expect(quantile(counts.waits, 0.95), 'frames from message to paint').toBeLessThanOrEqual(2);
    expect(counts.shift, told).toBeLessThan(0.01);
    expect(growth, told).toBeLessThan(MOST_HEAP_GROWTH_BYTES);
    for (const id of HOT_CELLS) {
      expect(cells.cellWrites[id], `${id} is written`).toBeGreaterThan(0);
      expect(cells.cellRenders[id], `${id} is rendered by React`).toBe(0);
    }
  } finally {
    await desk.close();
  }
});

test('no page loads more than 300 kB of JavaScript before it works', async ({
  openDesk,
}, testInfo) => {
  const page = await openDesk();
  for (const { name, path } of CONSOLE_PAGES) {
    const kb = await firstLoadKb(page.request, path);
    testInfo.annotations.push({ type: 'javascript', description: `${name} ${kb.toFixed(0)} kB` });
    expect(kb, `${name} names its scripts`).toBeGreaterThan(50);
    expect(kb, `first load of ${name}, kB`).toBeLessThanOrEqual(MOST_SCRIPT_KB);
  }
});
