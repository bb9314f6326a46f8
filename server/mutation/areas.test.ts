// The areas as they stand in the checkout: none is empty, no file is in two, no test and no wording is mutated.
import { existsSync, globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { AREAS, filesOf } from './areas.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const files = AREAS.map((area) => filesOf(area, ROOT));

test('every file that is mutated belongs to one area and is neither test nor wording', () => {
  const all = files.flat();
  expect(new Set(all).size).toBe(all.length);
  expect(all.filter((file) => /\.test\.ts$|\/testing\/|wording/.test(file))).toEqual([]);
  expect(all).toContain('server/core/4-gate/checks/edge.ts');
  expect(all).toContain('server/core/5-execution/order-states.ts');
});

test.each(AREAS.map((area) => [area.name, area] as const))('%s has files and tests', (_, area) => {
  expect(filesOf(area, ROOT).length).toBeGreaterThan(0);
  for (const glob of area.tests) expect(globSync(glob, { cwd: ROOT })).not.toEqual([]);
  for (const file of filesOf(area, ROOT)) expect(existsSync(`${ROOT}/${file}`)).toBe(true);
});
