// The soak in short: a real engine that trades, a calm spell, storms, both ledgers. `npm run soak` runs the hour.
import { expect, test } from 'vitest';
import { runSoak } from './soak.ts';

/** Its first storm, after six seconds, takes the answer of every request and doubles what the stream tells. */
const SEED = 'short-1429';

test('F13 F29 F53 half a minute of trade under network storms: the engine stands, and its books are the venue’s', async () => {
  const plan = { minutes: 0.5, seed: SEED, firstCalmMs: 6_000, isRigged: true };
  const quiet = { note: () => undefined, onRound: () => undefined };
  const result = await runSoak({ ...plan, ...quiet }, new AbortController().signal);
  expect(result.breaches).toEqual([]);
  // Without orders and fills two empty ledgers agree about nothing.
  expect(result.orders).toBeGreaterThan(2);
  expect(result.fills).toBeGreaterThan(2);
  expect(result.storms).toBeGreaterThan(0);
  expect(result.struck.get('kalshi-rest lose-answer')).toBeGreaterThan(0);
  expect(result.memory.length).toBeGreaterThan(0);
}, 420_000);
