// The list as a person and as a program read it.
import { expect, it } from 'vitest';
import { featuresList } from '#server/core/2-features/registry.ts';
import type { CommandIo } from './command.ts';
import { listFeatures } from './features-list.ts';

function listed(json: boolean): readonly string[] {
  const lines: string[] = [];
  const io: CommandIo = { json, out: (line) => lines.push(line) };
  expect(listFeatures(io)).toBe(0);
  return lines;
}

it('as text has a heading a section and a line a feature', () => {
  const rows = featuresList();
  const lines = listed(false);
  expect(lines).toHaveLength(rows.length + new Set(rows.map((row) => row.section)).size);
  for (const row of rows)
    expect(lines.some((line) => line.includes(row.name) && line.includes(row.formula))).toBe(true);
});

it('as JSON is the registry', () => {
  expect(JSON.parse(listed(true).join(''))).toEqual(featuresList());
});
