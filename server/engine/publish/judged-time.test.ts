// What kept a market flat is a matter of time, not of what was stored first; silence and the time after the close count for nothing.
import { expect, test } from 'vitest';
import { addMs, type WallMs } from '#lib/domain/instant.ts';
import type { CheckResult, VerdictKind } from '#lib/domain/verdict.ts';
import { createDriver, TICKER } from '#server/core/journeys/testing/spine-driver.ts';
import { createJudgedTimes } from './judged-time.ts';

function scene() {
  const driver = createDriver();
  driver.boot();
  driver.quote(40, 60);
  driver.seconds(2);
  const { world } = driver;
  const held = world.decisions.get(TICKER);
  if (held === undefined) throw new Error('nothing was decided');
  const times = createJudgedTimes();
  let at = driver.now();
  times.look(world, at);
  const after = (ms: number): WallMs => {
    at = addMs(at, ms);
    return at;
  };
  /** Told so, a second long. */
  const told = (verdict: VerdictKind, id: string, text: string, ms = 1_000) => {
    const check: CheckResult = {
      ...{ id, text, label: id, outcome: 'fail', unit: '', blocksExit: false },
      ...{ value: null, threshold: null, distance: null },
    };
    const decision = { ...held.decision, verdict, checks: [check], at: after(ms) };
    world.decisions.set(TICKER, { ...held, decision });
    times.look(world, at);
  };
  return { world, times, told, after };
}

test('the check that failed longest is the reason, in its last words, whatever was told first', () => {
  const { times, told } = scene();
  for (let i = 0; i < 3; i++) told('flat', 'armed', 'trading is disarmed');
  for (let i = 0; i < 9; i++) told('flat', 'edge', `edge is short by ${i}`);
  told('enter', 'none', 'not asked');
  expect(times.of(TICKER)).toEqual({ ms: 13_000, flat: { text: 'edge is short by 8', ms: 9_000 } });
});

test('a silence counts for no reason, and neither does what is said after the close', () => {
  const { world, times, told, after } = scene();
  told('flat', 'edge', 'short');
  told('flat', 'edge', 'short', 60_000);
  expect(times.of(TICKER)?.ms).toBe(1_000);
  const closeAt = world.market.contracts.get(TICKER)?.market.closeAt ?? 0;
  const left = Math.floor((closeAt - after(0)) / 1_000);
  for (let second = 0; second < left + 10; second++) told('flat', 'edge', 'short');
  const judged = times.of(TICKER);
  expect(judged?.ms).toBe(1_000 + 1_000 * left);
  expect(judged?.ms).toBe(judged?.flat?.ms);
  times.keep(() => false);
  expect(times.of(TICKER)).toBeNull();
});

test('a strike off the watch list is judged no more: its last verdict gains no time', () => {
  const { world, times, told, after } = scene();
  for (let i = 0; i < 3; i++) told('flat', 'edge', 'short');
  for (let i = 0; i < 600; i++) times.look(world, after(1_000));
  expect(times.of(TICKER)?.ms).toBeLessThanOrEqual(3_000 + 5_000);
});
