// Browser tests against the whole system in mode sim: one worker, one system, specs in the order of their numbers.
import { defineConfig } from 'playwright/test';
import { browserOptions } from './support/chromium.ts';

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../test-results/e2e',
  workers: 1,
  fullyParallel: false,
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  use: {
    viewport: { width: 1440, height: 900 },
    screenshot: 'only-on-failure',
    launchOptions: browserOptions(),
  },
});
