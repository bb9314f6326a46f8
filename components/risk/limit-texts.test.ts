// The words of the limits beside the gate: what they name as a check is one.
import { expect, test } from 'vitest';
import { runChecks } from '#server/core/4-gate/checks.ts';
import { GOOD } from '#server/core/4-gate/testing/sample-input.ts';
import { LIMIT_TEXTS } from './limit-texts.ts';

test('every check that a limit names is one of the gate’s', () => {
  const known = new Set(runChecks(GOOD, null).map((check) => check.id));
  const named = Object.values(LIMIT_TEXTS).flatMap(({ check }) => check ?? []);
  expect(named.filter((id) => !known.has(id))).toEqual([]);
  expect(new Set(named).size).toBe(named.length);
});
