// Runs in a browser that are no tests: times against their budgets, and pictures. Chosen by name on the command line.
import { defineConfig } from 'playwright/test';
import suite from './playwright.config.ts';

export default defineConfig({
  ...suite,
  testMatch: ['desk.bench.ts', 'pictures.ts'],
  outputDir: '../test-results/on-demand',
  timeout: 40 * 60_000,
});
