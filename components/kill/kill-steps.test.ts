// Steps of a kill that outlived its process: what is done now must not hide behind what was done then.
import { expect, test } from 'vitest';
import { killRuns } from './kill-steps.ts';

const steps = (...names: readonly string[]) => names.map((name) => ({ name }));

test('F75 after a restart the steps of the run under way come first, those of the old one stay readable', () => {
  const old = steps('gate-closed', 'group-triggered', 'cancel-all', 'confirmed', 'pressed-again');
  const now = steps('gate-closed', 'cancel-all');
  expect(killRuns([...old, ...now])).toEqual({ now, before: old });
});

test('of a kill that was never interrupted, and of one that noted no step yet, nothing is set apart', () => {
  const only = steps('pressed-again', 'cancel-all');
  expect(killRuns(only)).toEqual({ now: only, before: [] });
  expect(killRuns([])).toEqual({ now: [], before: [] });
});
