// The `test` of every spec: one system for the run, its venue, and browsers that are signed in already.
import { type BrowserContextOptions, test as base, expect, type Page } from 'playwright/test';
import { untilLive } from './desk.ts';
import { type StorageState, signIn } from './operator.ts';
import { type System, startSystem } from './system.ts';
import { createVenue, type Venue } from './venue.ts';

interface WorkerFixtures {
  /** Started once; stopped at the end, when nothing of it may be left. */
  readonly system: System;
  readonly venue: Venue;
  /** The cookie of one login, made on first use. */
  readonly session: () => Promise<StorageState>;
}

interface TestFixtures {
  /** A desk in a browser of its own, live and signed in. */
  readonly openDesk: (options?: BrowserContextOptions) => Promise<Page>;
  /** One such desk. */
  readonly desk: Page;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  system: [
    async ({ browserName }, use) => {
      expect(browserName).toBe('chromium');
      const system = await startSystem();
      await use(system);
      expect(await system.stop(), 'processes that outlived the stop').toEqual([]);
    },
    { scope: 'worker', timeout: 240_000 },
  ],
  venue: [async ({ system }, use) => use(createVenue(system.runtime)), { scope: 'worker' }],
  session: [
    async ({ system, playwright }, use) => {
      let state: Promise<StorageState> | null = null;
      await use(() => {
        state ??= signIn(playwright.request, system);
        return state;
      });
    },
    { scope: 'worker' },
  ],
  openDesk: async ({ browser, system, session }, use) => {
    const contexts: (() => Promise<void>)[] = [];
    await use(async (options = {}) => {
      const storageState = await session();
      const context = await browser.newContext({
        viewport: { width: 1440, height: 900 },
        ...options,
        baseURL: system.origin,
        storageState: { ...storageState, cookies: [...storageState.cookies] },
      });
      contexts.push(() => context.close());
      const page = await context.newPage();
      await page.goto('/');
      await untilLive(page);
      return page;
    });
    for (const close of contexts) await close();
  },
  desk: async ({ openDesk }, use) => use(await openDesk()),
});

export { expect };
