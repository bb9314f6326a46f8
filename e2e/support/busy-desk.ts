// A probed page of the console under a busy line. In: a browser, the console, a login. Out: the page, its line, its heap.
import type { Browser, Page } from 'playwright/test';
import { type BusyLine, openBusyLine } from './busy-line.ts';
import { untilLive } from './desk.ts';
import { installProbe } from './desk-probe.ts';
import type { StorageState } from './operator.ts';

export interface BusyDesk {
  readonly page: Page;
  readonly line: BusyLine;
  /** Bytes of the page's own heap after everything that can go has gone. */
  heapBytes(): Promise<number>;
  close(): Promise<void>;
}

/** Opens the desk; the line is busy from the start. */
export async function openBusyDesk(
  browser: Browser,
  origin: string,
  session: StorageState,
): Promise<BusyDesk> {
  const line = await openBusyLine(origin);
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    baseURL: line.origin,
    storageState: { ...session, cookies: [...session.cookies] },
  });
  await installProbe(context);
  const page = await context.newPage();
  await page.goto('/');
  await untilLive(page);
  const devtools = await context.newCDPSession(page);
  return {
    page,
    line,
    async heapBytes() {
      await devtools.send('HeapProfiler.enable');
      await devtools.send('HeapProfiler.collectGarbage');
      await devtools.send('HeapProfiler.collectGarbage');
      return (await devtools.send('Runtime.getHeapUsage')).usedSize;
    },
    async close() {
      await context.close();
      await line.close();
    },
  };
}
