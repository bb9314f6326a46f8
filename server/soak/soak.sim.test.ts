// The soak in short: a real engine, one calm spell, one round of storms, both ledgers. `npm run soak` runs the hour.
import { expect, test } from 'vitest';
import { runSoak } from './soak.ts';

test('F13 F29 half a minute of network storms: the engine stands, and its books are the venue’s', async () => {
  const plan = { minutes: 0.5, seed: 'short', firstCalmMs: 3_000 };
  const quiet = { note: () => undefined, onRound: () => undefined };
  const result = await runSoak({ ...plan, ...quiet }, new AbortController().signal);
  expect(result.breaches).toEqual([]);
  expect(result.storms).toBeGreaterThan(0);
  expect(result.struck.size).toBeGreaterThan(0);
  expect(result.memory.length).toBeGreaterThan(0);
}, 420_000);
