// Versions of limits and a recorded day against a real PostgreSQL. In: committed records. Out: the same ones back.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { wallMs } from '#lib/domain/instant.ts';
import { changeLimits } from '#lib/domain/limit-change.ts';
import type { LimitVersion } from '#lib/domain/limit-version.ts';
import { DEFAULT_LIMITS, type Limits } from '#lib/domain/limits.ts';
import { migrateDatabase } from '../postgres/migrate.ts';
import { type Postgres, startPostgres } from '../postgres/start-postgres.ts';
import { openStore, type Store } from './store.ts';

const log = pino({ level: 'silent' });
const root = mkdtempSync(join(tmpdir(), 'voltage-limit-versions-'));
let server: Postgres;
let store: Store;

beforeAll(async () => {
  // The server's own account must be able to pass through.
  chmodSync(root, 0o755);
  server = await startPostgres({ dataDir: join(root, 'pg'), log });
  await migrateDatabase({ url: server.url('limits', 'owner'), mode: 'sim', log });
  store = await openStore({ url: server.url('limits', 'app'), mode: 'sim', log });
});
afterAll(async () => {
  await store.close();
  await server.stop();
  rmSync(root, { recursive: true, force: true });
});

const AT = wallMs(1_795_186_800_000);

const version = (before: Limits, change: Partial<LimitVersion> = {}): LimitVersion => ({
  ...{ source: 'desk', at: AT, by: 'anna', reason: 'a calm day', before },
  limits: changeLimits(before, { maxLossStreak: before.maxLossStreak - 1 }),
  ...change,
});

test('F42 a version is stored once however often it is written, newest first, and the newest edit is found', async () => {
  expect(await store.newestLimitEdit()).toEqual({ kind: 'none' });
  const first = version(DEFAULT_LIMITS);
  const second = version(first.limits, { source: 'file', reason: '', by: 'limits file' });
  await store.commit([{ kind: 'limits', ...first }]);
  await store.commit([{ kind: 'limits', ...first }]);
  await store.commit([{ kind: 'limits', ...second }]);
  const stored = ({ before, limits, ...head }: LimitVersion) => ({
    ...{ ...head, version: limits.version, values: { kind: 'read', before, limits } },
  });
  expect(await store.listLimitVersions(10)).toEqual([stored(second), stored(first)]);
  expect(await store.listLimitVersions(1)).toEqual([stored(second)]);
  expect(await store.newestLimitEdit()).toEqual({ kind: 'found', at: AT, limits: first.limits });
});

test('a version that is not above the one before it is refused by the table itself', async () => {
  const bad = version(DEFAULT_LIMITS, { limits: DEFAULT_LIMITS });
  await expect(store.commit([{ kind: 'limits', ...bad }])).rejects.toThrow();
});

test('F85 what an edit replaced is not read; an edit in force that cannot be read is named with its limit', async () => {
  const wasOff = { ...DEFAULT_LIMITS, version: 20, maxLossStreak: 0 } as Limits;
  const edit = version(wasOff, { limits: { ...DEFAULT_LIMITS, version: 21 } });
  await store.commit([{ kind: 'limits', ...edit }]);
  expect(await store.newestLimitEdit()).toEqual({ kind: 'found', at: AT, limits: edit.limits });
  const odd: readonly (readonly [unknown, string])[] = [
    [5_000, 'maxLossStreak: is outside its bounds'],
    ['many', 'maxLossStreak: Invalid input: expected number, received string'],
  ];
  for (const [index, [maxLossStreak, problem]] of odd.entries()) {
    const limits = { ...DEFAULT_LIMITS, version: 22 + index, maxLossStreak } as Limits;
    await store.commit([{ kind: 'limits', ...version(DEFAULT_LIMITS, { limits }) }]);
    expect(await store.newestLimitEdit()).toEqual({
      ...{ kind: 'unreadable', version: limits.version, problem },
    });
  }
  const listed = await store.listLimitVersions(10);
  expect(listed.map(({ version: number }) => number)).toEqual([23, 22, 21, 3, 2]);
  expect(listed.map(({ values }) => values)).toMatchObject([
    { kind: 'unreadable', problem: `limits.${odd[1]?.[1]}` },
    { kind: 'unreadable', problem: `limits.${odd[0]?.[1]}` },
    { kind: 'unreadable', problem: 'before.maxLossStreak: is outside its bounds' },
    ...[{ kind: 'read' }, { kind: 'read' }],
  ]);
});

test('a span without orders or refusals is read as empty', async () => {
  const span = { from: AT, to: AT + 86_400_000, withRefusals: true };
  expect(await store.readSpan(span)).toEqual({ entries: [], refusals: [], refusalsFrom: null });
});
