// `npm run faults`: every fault and invariant with the tests that name it; fails when one has none.
import { listPaths, readSources } from '#server/tidy/source-file.ts';
import { ROOT } from './build-console.ts';
import { type Entry, FAULTS, INVARIANTS } from './faults/catalogue.ts';
import { namedTests } from './faults/named-tests.ts';

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const tests = namedTests(readSources(ROOT, listPaths(ROOT)));

function printMap(title: string, entries: readonly Entry[]): readonly string[] {
  print(title);
  for (const [id, what] of entries) {
    const places = tests.get(id) ?? [];
    const [first = 'NO TEST'] = places;
    const more = places.length > 1 ? ` and ${places.length - 1} more` : '';
    print(`  ${id.padEnd(5)} ${what.padEnd(58)} ${first}${more}`);
  }
  return entries.filter(([id]) => !tests.has(id)).map(([id]) => id);
}

const missing = [...printMap('Faults', FAULTS), ...printMap('Invariants', INVARIANTS)];
const all = FAULTS.length + INVARIANTS.length;
print(`\n${all - missing.length} of ${all} named by a test`);
if (missing.length > 0) print(`without one: ${missing.join(' ')}`);
process.exitCode = missing.length === 0 ? 0 : 1;
