// Whole seeds as tests: those that once failed, the same one twice, and a world in which nothing goes wrong.
import { describe, expect, test } from 'vitest';
import { KEPT_SEEDS } from './kept-seeds.ts';
import { provingSignal } from './proving-signal.ts';
import { runTrial } from './trial.ts';

const signal = provingSignal();
const rough = (seed: number) => runTrial({ seed, steps: 200, signal, isRough: true });

describe('a seed', () => {
  test('I3 I5 in worlds that are killed again and again nothing of ours rests while a kill is confirmed', async () => {
    let kills = 0;
    for (let seed = 300; seed < 330; seed++) {
      const trial = await rough(seed);
      expect(trial.breach).toBeNull();
      kills += trial.counts.get('reply killed') ?? 0;
    }
    expect(kills).toBeGreaterThan(5);
  });

  test.each(KEPT_SEEDS)('$seed stays well: $found', async ({ seed }) => {
    expect((await rough(seed)).breach).toBeNull();
  });

  test('I40 the same seed leaves the same trace, another one another', async () => {
    const [first, again, other] = [await rough(7), await rough(7), await rough(8)];
    expect(again).toEqual(first);
    expect(other.trace).not.toBe(first.trace);
  });

  test('I15 I39 without faults both ledgers agree and trading goes on', async () => {
    let fills = 0;
    for (const seed of [1, 2, 3, 4]) {
      const calm = await runTrial({ seed, steps: 200, signal, isRough: false });
      expect(calm.breach).toBeNull();
      expect([...calm.counts.keys()].filter((kind) => kind.startsWith('storm'))).toEqual([]);
      fills += calm.counts.get('fills') ?? 0;
    }
    expect(fills).toBeGreaterThan(0);
  });
});
