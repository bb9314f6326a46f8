// The code whose tests are themselves tested. Out: areas with their files and the tests that stand near them.
import { globSync } from 'node:fs';
import { matchesGlob } from 'node:path';

/** What is changed and who must notice. Globs from the root of the checkout. */
export interface Area {
  readonly name: string;
  readonly files: readonly string[];
  /**
   * The near tests only. A whole journey through the core reaches every line and takes seconds: what nothing but a
   * journey notices counts as not noticed.
   */
  readonly tests: readonly string[];
}

/** A file belongs to the first area that names it. */
export const AREAS: readonly Area[] = [
  {
    name: 'approvals',
    files: ['server/core/4-gate/{approvals,approval-flags,recheck}.ts'],
    tests: ['server/core/4-gate/{approval*,decide*,checks}.test.ts'],
  },
  {
    name: 'kill',
    files: [
      'server/core/4-gate/kill.ts',
      'server/core/journeys/kill-now.ts',
      'server/kill/**/*.ts',
    ],
    tests: [
      'server/core/4-gate/kill.test.ts',
      'server/kill/**/*.test.ts',
      'server/core/journeys/{flatten,crash-recovery}.test.ts',
    ],
  },
  {
    name: 'orders',
    files: ['lib/domain/order.ts', 'server/core/5-execution/**/*.ts'],
    tests: ['server/core/5-execution/*.test.ts'],
  },
  {
    name: 'ledger',
    files: ['server/core/6-ledger/**/*.ts'],
    tests: ['server/core/6-ledger/*.test.ts'],
  },
  {
    name: 'gate',
    files: ['server/core/4-gate/**/*.ts'],
    tests: ['server/core/4-gate/**/*.test.ts'],
  },
];

/** Tests and their builders, and files that only put into words what was decided. */
const LEFT_OUT = [
  '**/*.test.ts',
  '**/testing/**',
  'server/core/4-gate/{sentence,wording,forecast-move-text}.ts',
];

const isNamed = (file: string, globs: readonly string[]): boolean =>
  globs.some((glob) => matchesGlob(file, glob));

/** The files of `area` below `root`, sorted, with `/` on every system. */
export function filesOf(area: Area, root: string): readonly string[] {
  const earlier = AREAS.slice(0, AREAS.indexOf(area)).flatMap((each) => each.files);
  return globSync([...area.files], { cwd: root })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !isNamed(path, LEFT_OUT) && !isNamed(path, earlier))
    .sort();
}
