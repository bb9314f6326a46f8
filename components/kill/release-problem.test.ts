// The release form names what is missing.
import { expect, test } from 'vitest';
import { releaseProblem } from './release-problem.ts';

test('an empty field is named, a filled form has no problem', () => {
  expect(releaseProblem('', '')).toBe(
    'Reason: say why it is safe to go on. Password: type your password.',
  );
  expect(releaseProblem('  ', 'secret')).toMatch(/^Reason: /);
  expect(releaseProblem('checked', '')).toMatch(/^Password: /);
  expect(releaseProblem('checked', 'secret')).toBeNull();
});
