// The soak in short: a real engine, one calm spell, one round of storms, both ledgers. `npm run soak` runs the hour.
import { expect, test } from 'vitest';
import { runSoak } from './soak.ts';

test('F22 F23 F24 I7 I10 I15 half a minute of network storms leaves both ledgers agreed and no order twice', async () => {
  const plan = { minutes: 0.5, seed: 'short', firstCalmMs: 3_000 };
  const quiet = { note: () => undefined, onRound: () => undefined };
  const result = await runSoak({ ...plan, ...quiet }, new AbortController().signal);
  expect(result.breaches).toEqual([]);
  expect(result.storms).toBeGreaterThan(0);
  expect(result.struck.size).toBeGreaterThan(0);
  expect(result.memory.length).toBeGreaterThan(0);
}, 420_000);
