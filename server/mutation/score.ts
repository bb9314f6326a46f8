// What a run of mutants means. In: mutants as they ended. Out: lines for people, and the share that was noticed.

/** A changed place of the code and what the tests said to it. Lines and columns count from 1. */
export interface MutantOutcome {
  readonly area: string;
  readonly fileName: string;
  readonly status: string;
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly location: {
    readonly start: { readonly line: number; readonly column: number };
    readonly end: { readonly line: number; readonly column: number };
  };
}

/** A crash of the tests is a failure seen, as is a loop that never ends. */
const NOTICED = ['Killed', 'Timeout', 'RuntimeError'];
/** Changes that no test ran through count like those every test let pass. */
const MISSED = ['Survived', 'NoCoverage'];

interface Counts {
  readonly killed: number;
  readonly timeouts: number;
  readonly survived: number;
  readonly unreached: number;
}

function countsOf(mutants: readonly MutantOutcome[]): Counts {
  const count = (...statuses: string[]): number =>
    mutants.filter((each) => statuses.includes(each.status)).length;
  return {
    killed: count('Killed', 'RuntimeError'),
    timeouts: count('Timeout'),
    survived: count('Survived'),
    unreached: count('NoCoverage'),
  };
}

/** The share noticed, 0 to 1; 0 when nothing was tried, for a run without mutants proves nothing. */
function scoreOf(mutants: readonly MutantOutcome[]): number {
  const noticed = mutants.filter((each) => NOTICED.includes(each.status)).length;
  const missed = mutants.filter((each) => MISSED.includes(each.status)).length;
  return noticed + missed === 0 ? 0 : noticed / (noticed + missed);
}

function row(name: string, mutants: readonly MutantOutcome[]): string {
  const { killed, timeouts, survived, unreached } = countsOf(mutants);
  const cells = [killed + timeouts + survived + unreached, killed, timeouts, survived, unreached];
  const score = `${(scoreOf(mutants) * 100).toFixed(1)} %`;
  return (
    name.padEnd(10) + cells.map((each) => String(each).padStart(10)).join('') + score.padStart(10)
  );
}

/** One row for each area that was mutated and one for all; the score is that of all. */
export function scoreTable(mutants: readonly MutantOutcome[]): {
  readonly lines: readonly string[];
  readonly score: number;
} {
  const heads = ['mutants', 'killed', 'timeouts', 'survived', 'unreached', 'score'];
  const areas = new Set(mutants.map((each) => each.area));
  return {
    lines: [
      'area'.padEnd(10) + heads.map((each) => each.padStart(10)).join(''),
      ...[...areas].map((area) =>
        row(
          area,
          mutants.filter((each) => each.area === area),
        ),
      ),
      row('all', mutants),
    ],
    score: scoreOf(mutants),
  };
}

/** The text between two places of `text` (lines and columns from 1), on one line. */
function textAt(text: string, { start, end }: MutantOutcome['location']): string {
  const lines = text.split('\n').slice(start.line - 1, end.line);
  const last = lines.length - 1;
  return lines
    .map((line, index) =>
      line.slice(index === 0 ? start.column - 1 : 0, index === last ? end.column - 1 : line.length),
    )
    .join(' ')
    .replaceAll(/\s+/g, ' ')
    .slice(0, 100);
}

/** One line for each change that no test noticed: `file:line kind: before → after`. `textOf` reads a file. */
export function survivorsOf(
  mutants: readonly MutantOutcome[],
  textOf: (file: string) => string,
): readonly string[] {
  return mutants
    .filter((each) => MISSED.includes(each.status))
    .map((each) => {
      const before = textAt(textOf(each.fileName), each.location);
      const after = (each.replacement ?? '').replaceAll(/\s+/g, ' ').slice(0, 100);
      const seen = each.status === 'NoCoverage' ? ' (no test runs here)' : '';
      return `${each.fileName}:${each.location.start.line} ${each.mutatorName}: ${before} → ${after}${seen}`;
    });
}
