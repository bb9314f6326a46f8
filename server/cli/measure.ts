// `npm run measure`: the shape of this code beside that of six well-known code bases. A number is a reason to look, no more.
import { isCode, isTest, listPaths, readSources } from '#server/tidy/source-file.ts';
import { ROOT } from './build-console.ts';
import { countFile, type FileShape } from './shape/count-file.ts';
import { MODELS, ROWS } from './shape/models.ts';
import { type Spread, type Summary, summarise } from './shape/summary.ts';

const LONGEST_SHOWN = 8;

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const spread = ({ median, p95, max }: Spread): string => `${median}/${p95}/${max}`;
const percent = (share: number): string => `${(share * 100).toFixed(1).replace(/\.0$/, '')} %`;

/** Our figures in the order of ROWS. */
function ourFigures(summary: Summary): readonly string[] {
  return [
    String(summary.files),
    spread(summary.lines),
    percent(summary.longFiles / summary.files),
    spread(summary.functions),
    percent(summary.longShare),
    summary.anyPerKloc.toFixed(1),
    summary.castsPerKloc.toFixed(1),
    summary.assertionsPerKlocInCore.toFixed(1),
    percent(summary.commentShare),
    percent(summary.documentedShare),
    summary.testRatio.toFixed(2),
  ];
}

function printTable(summary: Summary): void {
  const columns = [{ name: 'voltage', figures: ourFigures(summary) }, ...MODELS];
  const first = Math.max(...ROWS.map((row) => row.length));
  const widths = columns.map(({ name, figures }) =>
    Math.max(name.length, ...figures.map((each) => each.length)),
  );
  const line = (label: string, cells: readonly string[]): string =>
    [label.padEnd(first), ...cells.map((cell, at) => cell.padStart(widths[at] ?? 0))].join('  ');
  print(
    line(
      '',
      columns.map(({ name }) => name),
    ),
  );
  ROWS.forEach((row, at) => {
    print(
      line(
        row,
        columns.map(({ figures }) => figures[at] ?? ''),
      ),
    );
  });
  print(`test lines ÷ code lines in server/core: ${summary.testRatioInCore.toFixed(2)}`);
}

function printLongest(sources: readonly FileShape[]): void {
  const files = [...sources].sort((a, b) => b.lines - a.lines).slice(0, LONGEST_SHOWN);
  const functions = sources
    .flatMap((file) => file.functions.map((each) => ({ ...each, path: file.path })))
    .sort((a, b) => b.lines - a.lines)
    .slice(0, LONGEST_SHOWN);
  print('\nlongest files');
  for (const file of files) print(`  ${String(file.lines).padStart(4)}  ${file.path}`);
  print('longest functions');
  for (const { lines, path, line, name } of functions)
    print(`  ${String(lines).padStart(4)}  ${path}:${line} ${name}`);
}

const files = readSources(ROOT, listPaths(ROOT)).filter((file) => isCode(file.path));
const tests = files.filter((file) => isTest(file.path));
const sources = files.filter((file) => !isTest(file.path)).map(countFile);
printTable(summarise(sources, tests.map(countFile)));
printLongest(sources);
