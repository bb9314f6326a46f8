// Stored kills against a real PostgreSQL: one kill a latch as it stood last, with its release, newest first.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addMs, wallMs } from '#lib/domain/instant.ts';
import type { KillLatch } from '#lib/domain/kill.ts';
import { migrateDatabase } from '../postgres/migrate.ts';
import { type Postgres, startPostgres } from '../postgres/start-postgres.ts';
import { openStore, type Store } from './store.ts';

const log = pino({ level: 'silent' });
const root = mkdtempSync(join(tmpdir(), 'voltage-kills-'));
let server: Postgres;
let store: Store;

beforeAll(async () => {
  // The server's own account must be able to pass through.
  chmodSync(root, 0o755);
  server = await startPostgres({ dataDir: join(root, 'pg'), log });
  await migrateDatabase({ url: server.url('kills', 'owner'), mode: 'sim', log });
  store = await openStore({ url: server.url('kills', 'app'), mode: 'sim', log });
});
afterAll(async () => {
  await store.close();
  await server.stop();
  rmSync(root, { recursive: true, force: true });
});

const AT = wallMs(1_795_186_800_000);

const latch = (id: string, change: Partial<KillLatch> = {}): KillLatch => ({
  ...{ id, at: AT, by: 'operator', reason: 'test', steps: [], confirmedAt: null },
  ...change,
});

test('a kill is what its newest row says, released or standing, the newest kill first', async () => {
  expect(await store.listKills(10)).toEqual([]);
  const steps = [{ name: 'cancel-all', at: addMs(AT, 100), detail: '3 orders' }];
  await store.commit([{ kind: 'kill', latch: latch('old') }]);
  await store.commit([
    { kind: 'kill', latch: latch('old', { steps, confirmedAt: addMs(AT, 400) }) },
  ]);
  const release = { by: 'operator', reason: 'the feed is back', at: AT + 60_000 };
  await store.commit([{ kind: 'release', latchId: 'old', ...release }]);
  await store.commit([
    { kind: 'kill', latch: latch('new', { at: addMs(AT, 90_000), flatten: true }) },
  ]);
  expect(await store.listKills(10)).toEqual([
    { ...latch('new', { at: addMs(AT, 90_000), flatten: true }), release: null },
    { ...latch('old', { steps, confirmedAt: addMs(AT, 400), flatten: false }), release },
  ]);
  expect((await store.listKills(1)).map(({ id }) => id)).toEqual(['new']);
});
