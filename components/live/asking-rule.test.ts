// The sentence of what goes out unasked follows the limits in force.
import { expect, test } from 'vitest';
import { count } from '#lib/domain/count.ts';
import { askingRule, shortAskingRule } from './asking-rule.ts';

const LIMITS = {
  ...{ flagEveryTrade: false, flagFirstOfDay: true },
  ...{ flagCount: count(2_500), maxOrderCount: count(5_000) },
  ...{ flagConfidence: 0.6, minConfidence: 0.3, flagDisagreement: 0.1, maxDisagreement: 0.2 },
};

test('the terms of an unasked entry are named, and that the first of the day is asked for', () => {
  expect(askingRule(LIMITS, 'arming')).toBe(
    'After this, entries up to 25 contracts with confidence ≥ 60% and at most 10% from the market go out without asking, once the first one of the UTC day was approved.',
  );
  expect(askingRule(LIMITS, 'first')).toMatch(/go out without asking\.$/);
  expect(askingRule({ ...LIMITS, flagFirstOfDay: false }, 'arming')).toMatch(/asking\.$/);
});

test('the narrower of a flag and a limit counts', () => {
  const narrow = {
    ...LIMITS,
    ...{ maxOrderCount: count(500), minConfidence: 0.7, maxDisagreement: 0.05 },
  };
  expect(askingRule(narrow, 'first')).toContain(
    'up to 5 contracts with confidence ≥ 70% and at most 5%',
  );
  expect(shortAskingRule(narrow)).toBe('≤ 5 contracts go out unasked');
});

test('where every entry waits, or the limits are not known, nothing else is claimed', () => {
  const every = { ...LIMITS, flagEveryTrade: true };
  expect(askingRule(every, 'arming')).toBe(
    'After this, every entry still waits for your approval.',
  );
  expect(shortAskingRule(every)).toBe('every entry waits for you');
  expect(askingRule(null, 'first')).toContain('not known yet');
  expect(shortAskingRule(null)).toBe('entries allowed');
});
