// The pace of a run: a single slow seed is not "0.0 seeds/s".
import { expect, test } from 'vitest';
import { paceText } from './pace-text.ts';

test('one slow seed tells its seconds, many fast ones their rate, none nothing', () => {
  expect(paceText(1, 31.4)).toBe('31.4 s a seed');
  expect(paceText(100, 8)).toBe('12.5 seeds/s');
  expect(paceText(0, 8)).toBe('no pace');
});
