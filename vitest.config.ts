// `unit` is part of `npm run check`; `integration` holds what needs sockets, processes or a database; `backtest` hundreds of hours.
import { defineConfig } from 'vitest/config';

const SLOW = [
  '**/*.store.test.ts',
  '**/*.sim.test.ts',
  '**/*.crash.test.ts',
  '**/*.replay.test.ts',
  '**/*.socket.test.ts',
];
const LONG = ['**/*.backtest.test.ts'];
const NEVER = ['node_modules/**', '.next/**', '.voltage/**', 'e2e/**'];

export default defineConfig({
  test: {
    pool: 'forks',
    projects: [
      {
        test: {
          name: 'unit',
          include: ['lib/**/*.test.ts', 'server/**/*.test.ts', 'components/**/*.test.ts'],
          exclude: [...NEVER, ...SLOW, ...LONG],
          // Nothing here waits; a busy machine is no failure.
          testTimeout: 30_000,
          hookTimeout: 30_000,
          // Pure code keeps nothing between files: loading it once a worker, not once a file, halves the check.
          isolate: false,
        },
      },
      {
        test: {
          name: 'integration',
          include: SLOW,
          exclude: NEVER,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'backtest',
          include: LONG,
          exclude: NEVER,
          testTimeout: 2_400_000,
          // The sources as Node itself loads them, and room for short-lived objects: a third less of an hour each.
          execArgv: ['--min-semi-space-size=64', '--max-semi-space-size=64'],
          experimental: { viteModuleRunner: false },
        },
      },
    ],
  },
});
