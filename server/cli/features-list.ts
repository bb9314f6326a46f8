// `npx voltage features list`: every feature with its unit, range, formula and source. In: the registry. Out: a table, or JSON.
import { featuresList } from '#server/core/2-features/registry.ts';
import type { CommandIo } from './command.ts';

const TITLES = {
  model: 'the first models’ own',
  context: 'the market, every second',
  level: 'levels all ratios are relative to',
  contract: 'one contract',
  minute: 'a row of the trained members, by target',
  window: 'a step of the window of 64 minutes',
} as const;

/** One paragraph a section, one line a feature; with --json the rows as they are. */
export function listFeatures(io: CommandIo): number {
  const rows = featuresList();
  if (io.json) {
    io.out(JSON.stringify(rows));
    return 0;
  }
  let section = '';
  for (const row of rows) {
    if (row.section !== section) {
      section = row.section;
      io.out(
        `${section}: ${TITLES[row.section]} (layout v${row.version} ${row.layoutHash.slice(0, 12)}…)`,
      );
    }
    const range = `${row.range[0]} … ${row.range[1]}`;
    io.out(
      `  ${row.name.padEnd(24)}${row.unit.padEnd(24)}${range.padEnd(14)}${row.formula}  [${row.source}]`,
    );
  }
  return 0;
}
