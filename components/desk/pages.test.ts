// Which entry of the menu stands for an address.
import { expect, test } from 'vitest';
import { isPageOf, PAGES } from './pages.ts';

test('an address belongs to one page at most, and a page to what lies under it', () => {
  const nameOf = (path: string) => PAGES.filter((page) => isPageOf(path, page)).map((p) => p.name);
  expect(nameOf('/')).toEqual(['Desk']);
  expect(nameOf('/decisions')).toEqual(['Decisions']);
  expect(nameOf('/decisions/abc')).toEqual(['Decisions']);
  expect(nameOf('/decisionsx')).toEqual([]);
});
