// Proves that every wall of architecture.json fires: one small tree full of planted imports, checked in a single run.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const CRUISER = 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs';
const SETTINGS = ['.dependency-cruiser.mjs', 'architecture.json', 'tsconfig.json'];

/** Rule, importing file, imported file or package. */
type Import = readonly [rule: string, from: string, to: string];

const BAD: readonly Import[] = [
  ['no-cycles', 'lib/there.ts', 'lib/back.ts'],
  ['lib-is-the-floor', 'lib/reaches-up.ts', 'server/ports/clock.ts'],
  ['lib-is-the-floor', 'lib/reaches-node.ts', 'node:fs'],
  ['core-is-pure', 'server/core/2-features/spot.ts', 'server/ports/clock.ts'],
  ['core-is-pure', 'server/core/4-gate/decode.ts', 'zod'],
  ['stages-do-not-know-each-other', 'server/core/4-gate/peek.ts', 'server/core/3-models/model.ts'],
  ['ports-are-types', 'server/ports/store.ts', 'server/adapters/system/clock.ts'],
  ['adapters-meet-only-at-the-root', 'server/adapters/kraken/a.ts', 'server/adapters/kalshi/a.ts'],
  ['adapters-implement-ports', 'server/adapters/kraken/b.ts', 'server/engine/loop.ts'],
  ['simulator-writes-its-own-frames', 'server/simulator/a.ts', 'server/adapters/kalshi/sign.ts'],
  ['simulator-writes-its-own-frames', 'server/simulator/fees.ts', 'lib/domain/fee.ts'],
  ['only-roots-wire', 'server/replay/a.ts', 'server/adapters/journal-file/read.ts'],
  ['engine-stands-alone', 'server/engine/a.ts', 'server/gateway/a.ts'],
  ['engine-stands-alone', 'server/engine/b.ts', 'server/simulator/venue.ts'],
  ['gateway-stands-alone', 'server/gateway/b.ts', 'server/core/event.ts'],
  ['kill-needs-nobody', 'server/kill/a.ts', 'server/engine/door.ts'],
  ['watchdog-stands-alone', 'server/watchdog/a.ts', 'server/adapters/prisma/store.ts'],
  ['web-talks-wire', 'components/orders/a.tsx', 'server/ports/clock.ts'],
  ['web-talks-wire', 'app/page.tsx', 'server/core/event.ts'],
  ['ui-kit-is-domain-free', 'components/ui/button.tsx', 'lib/domain/price.ts'],
  ['panels-do-not-know-each-other', 'components/orders/b.tsx', 'components/positions/a.tsx'],
  ['prisma-stays-in-its-adapter', 'server/engine/rows.ts', '@prisma/client'],
  ['training-stays-offline', 'server/engine/fit.ts', 'server/training/fit.ts'],
  ['conformance-is-a-leaf', 'server/engine/try.ts', 'server/conformance/run.ts'],
  ['crash-harness-is-a-leaf', 'server/engine/die.ts', 'server/crash/preload.ts'],
  ['soak-is-a-leaf', 'server/engine/storm.ts', 'server/soak/weather.ts'],
  ['nothing-leans-on-the-proof', 'server/engine/e.ts', 'server/proving/trial.ts'],
];

const GOOD: readonly Import[] = [
  ['lib-is-the-floor', 'lib/wire/decode.ts', 'zod'],
  ['core-is-pure', 'server/core/tick-to-order.ts', 'server/core/4-gate/verdict.ts'],
  ['stages-do-not-know-each-other', 'server/core/4-gate/own.ts', 'server/core/4-gate/verdict.ts'],
  ['adapters-meet-only-at-the-root', 'server/adapters/kalshi/b.ts', 'server/adapters/kalshi/a.ts'],
  ['adapters-implement-ports', 'server/adapters/kalshi/c.ts', 'server/ports/clock.ts'],
  [
    'simulator-writes-its-own-frames',
    'server/simulator/b.ts',
    'server/adapters/kalshi/ws-schema.ts',
  ],
  ['engine-stands-alone', 'server/engine/c.ts', 'server/adapters/kalshi/a.ts'],
  ['engine-stands-alone', 'server/engine/d.test.ts', 'server/simulator/venue.ts'],
  ['watchdog-stands-alone', 'server/watchdog/b.ts', 'server/adapters/kalshi/a.ts'],
  ['web-talks-wire', 'components/orders/c.tsx', 'lib/wire/topics.ts'],
  ['ui-kit-is-domain-free', 'components/ui/cell.tsx', 'lib/format/price.ts'],
  ['panels-do-not-know-each-other', 'components/orders/d.tsx', 'components/ui/cell.tsx'],
  ['prisma-stays-in-its-adapter', 'server/adapters/prisma/client.ts', '@prisma/client'],
  ['training-stays-offline', 'server/cli/features.ts', 'server/training/fit.ts'],
  ['conformance-is-a-leaf', 'server/cli/conformance.ts', 'server/conformance/run.ts'],
  ['crash-harness-is-a-leaf', 'server/crash/chain.ts', 'server/crash/points.ts'],
  ['crash-harness-is-a-leaf', 'server/soak/soak.ts', 'server/crash/station.ts'],
];

const ruleFile = z.object({ rules: z.array(z.object({ name: z.string() })) });
const report = z.object({
  modules: z.array(z.object({ source: z.string(), dependencies: z.array(z.unknown()) })),
  summary: z.object({
    violations: z.array(
      z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) }),
    ),
  }),
});

const tree = mkdtempSync(join(tmpdir(), 'voltage-walls-'));
let found: z.infer<typeof report>;

function write(path: string, text: string): void {
  mkdirSync(dirname(join(tree, path)), { recursive: true });
  writeFileSync(join(tree, path), text);
}

function plantPackage(name: string): void {
  const home = `node_modules/${name}`;
  write(`${home}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
  write(`${home}/index.js`, 'export const thing = 1;\n');
}

/** Writes the tree: targets first, then the files that import them, by `#` paths as the sources do. */
function plantTree(): void {
  for (const name of SETTINGS) copyFileSync(join(ROOT, name), join(tree, name));
  copyFileSync(join(ROOT, 'package.json'), join(tree, 'package.json'));
  for (const name of ['zod', '@prisma/client']) plantPackage(name);
  const isOurs = (to: string): boolean => /^(lib|server|components|app)\//.test(to);
  const all = [...BAD, ...GOOD];
  for (const [, , to] of all) if (isOurs(to)) write(to, 'export const thing = 1;\n');
  for (const [, from, to] of all)
    write(from, `import { thing } from '${isOurs(to) ? `#${to}` : to}';\nvoid thing;\n`);
  write('lib/back.ts', "import { thing } from './there.ts';\nvoid thing;\n");
}

/** Names of the rules broken by `from`; a cycle is reported once, at any one of its files. */
function wallsHitBy(from: string): string[] {
  return found.summary.violations
    .filter((each) => each.from === from || (each.rule.name === 'no-cycles' && each.to === from))
    .map((each) => each.rule.name);
}

beforeAll(() => {
  plantTree();
  const folders = ['lib', 'server', 'app', 'components'];
  const argv = ['--config', '.dependency-cruiser.mjs', '--output-type', 'json', ...folders];
  const run = spawnSync(process.execPath, [join(ROOT, CRUISER), ...argv], {
    cwd: tree,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  if (!run.stdout.startsWith('{')) throw new Error(`the walls did not run: ${run.stderr}`);
  found = report.parse(JSON.parse(run.stdout));
}, 30_000);

afterAll(() => {
  rmSync(tree, { recursive: true, force: true });
});

describe('walls', () => {
  test.each(BAD)('%s stops %s from importing %s', (rule, from) => {
    expect(wallsHitBy(from)).toContain(rule);
  });

  test.each(GOOD)('%s lets %s import %s', (_, from) => {
    const seen = found.modules.find((each) => each.source === from);
    expect(seen?.dependencies).toHaveLength(1);
    expect(wallsHitBy(from)).toEqual([]);
  });

  test('every rule has a planted import', () => {
    const { rules } = ruleFile.parse(
      JSON.parse(readFileSync(join(ROOT, 'architecture.json'), 'utf8')),
    );
    const planted = new Set(BAD.map(([rule]) => rule));
    expect(rules.map((rule) => rule.name).filter((name) => !planted.has(name))).toEqual([]);
  });
});
