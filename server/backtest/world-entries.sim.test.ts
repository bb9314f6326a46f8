// Hours of trade through the one spine, and what the core holds after them: nothing may grow with the hours unseen.
import { expect, test } from 'vitest';
import { PLAIN_SIGNAL } from '#server/core/3-models/testing/plain-signal.ts';
import { TRUSTED_BLENDS } from '#server/core/3-models/testing/trusted-blends.ts';
import { runBacktest } from './backtest-report.ts';
import { entriesWithin } from './world-entries.ts';

const EARLY = 2;
const LATE = 4;
/** Windows with a capacity of their own (2,000 pairs, 26 hours of closes), and books that are kept for two days. */
const KEPT = /^\.(signalHealth|evidence|ledger|orders\.fills|money)\b/;
/** What is made anew each second and holds nothing of the last: a market more or a member more at one instant. */
const OF_THIS_SECOND = /^\.forecast\b/;
/** What an hour of four closes may add to them, in all. */
const MOST_KEPT_AN_HOUR = 500;
/** Anything else may be a little larger at one instant than at another. */
const MOST_BY_CHANCE = 20;

test('F94 I22 what the core holds after four hours of trade is what it held after two', {
  timeout: 240_000,
}, () => {
  const held = new Map<number, ReadonlyMap<string, number>>();
  const { report } = runBacktest({
    hours: LATE,
    seed: 'memory',
    opponent: { kind: 'oracle', lean: 1 },
    signal: { ...PLAIN_SIGNAL, blends: TRUSTED_BLENDS },
    onHour: (hour, world) => {
      if (hour === EARLY || hour === LATE) held.set(hour, entriesWithin(world));
    },
  });
  expect(report.fills).toBeGreaterThan(5);
  const [early, late] = [held.get(EARLY), held.get(LATE)];
  const grown = [...(late ?? [])].map(
    ([path, entries]) => [path, entries - (early?.get(path) ?? 0)] as const,
  );
  expect(grown.length).toBeGreaterThan(50);
  const isFree = (path: string): boolean => KEPT.test(path) || OF_THIS_SECOND.test(path);
  expect(grown.filter(([path, by]) => !isFree(path) && by > MOST_BY_CHANCE)).toEqual([]);
  const kept = grown.filter(([path]) => KEPT.test(path)).reduce((sum, [, by]) => sum + by, 0);
  expect(kept).toBeGreaterThan(0);
  expect(kept).toBeLessThan(MOST_KEPT_AN_HOUR * (LATE - EARLY));
});
