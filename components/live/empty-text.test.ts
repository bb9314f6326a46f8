// An empty list is a claim about the account.
import { expect, test } from 'vitest';
import { emptyText } from './empty-text.ts';

const words = { none: 'No positions. Flat.', what: 'positions' };

test('I15 an account that was never read is not called flat, and one that is not reconciled neither', () => {
  expect(emptyText(null, words)).toContain('not known');
  expect(emptyText({ isAccountRead: false, reconciled: false }, words)).toContain('not known');
  expect(emptyText({ isAccountRead: true, reconciled: false }, words)).toContain('not reconciled');
  expect(emptyText({ isAccountRead: true, reconciled: true }, words)).toBe('No positions. Flat.');
});
