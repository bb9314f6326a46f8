// The audit read back from a real PostgreSQL: pages, names, the chain in order, and the check's place of the fault.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrateDatabase } from '../postgres/migrate.ts';
import { type Postgres, startPostgres } from '../postgres/start-postgres.ts';
import { openStore, type Store } from './store.ts';

const log = pino({ level: 'silent' });
const root = mkdtempSync(join(tmpdir(), 'voltage-audit-'));
const NOW = 1_795_186_800_000;
const ROWS = 1_203;
let server: Postgres;
let store: Store;

beforeAll(async () => {
  // The server's own account must be able to pass through.
  chmodSync(root, 0o755);
  server = await startPostgres({ dataDir: join(root, 'pg'), log });
  await migrateDatabase({ url: server.url('audit', 'owner'), mode: 'sim', log });
  store = await openStore({ url: server.url('audit', 'app'), mode: 'sim', log });
});
afterAll(async () => {
  await store.close();
  await server.stop();
  rmSync(root, { recursive: true, force: true });
});

const ALL = { before: null, by: null, action: null, limit: 100 };

test('an empty audit has no rows, no names and a whole chain', async () => {
  expect(await store.listAudit(ALL)).toEqual([]);
  expect(await store.auditAfter(0, 10)).toEqual([]);
  expect(await store.auditNames()).toEqual({ by: [], actions: [] });
  expect(await store.verifyAudit()).toEqual({ ok: true, rows: 0, head: '0'.repeat(64) });
});

test('rows are read back to the letter, in both directions, for one name or all', async () => {
  const records = Array.from({ length: ROWS }, (_, i) => ({
    ...({ kind: 'audit', at: NOW + i, detail: JSON.stringify({ i, text: '| ä€' }) } as const),
    by: i % 3 === 0 ? 'engine' : 'operator',
    action: i % 2 === 0 ? 'arm' : 'pause',
  }));
  for (let i = 0; i < ROWS; i += 100) await store.commit(records.slice(i, i + 100));
  const chain = await store.auditAfter(0, ROWS + 1);
  expect(chain.map((row) => row.seq)).toEqual(records.map((_, i) => i + 1));
  expect(
    chain.map(({ at, by, action, detail }) => ({ kind: 'audit', at, by, action, detail })),
  ).toEqual(records);
  for (const [i, row] of chain.entries())
    expect(row.previousHash).toBe(chain[i - 1]?.hash ?? '0'.repeat(64));
  expect(await store.auditAfter(ROWS - 2, 10)).toEqual(chain.slice(-2));

  const newest = await store.listAudit(ALL);
  expect(newest).toEqual(chain.slice(-100).reverse());
  expect(await store.listAudit({ ...ALL, before: newest.at(-1)?.seq ?? 0 })).toEqual(
    chain.slice(-200, -100).reverse(),
  );
  const one = await store.listAudit({ ...ALL, by: 'engine', action: 'pause', limit: ROWS });
  expect(one).toEqual(
    chain.filter((row) => row.by === 'engine' && row.action === 'pause').reverse(),
  );
  expect(await store.auditNames()).toEqual({
    by: ['engine', 'operator'],
    actions: ['arm', 'pause'],
  });
});

test('I21 the check goes on over many batches, and names a changed row in a later one', async () => {
  const [head] = await store.listAudit({ ...ALL, limit: 1 });
  expect(await store.verifyAudit()).toEqual({ ok: true, rows: ROWS, head: head?.hash });
  const [before] = await store.auditAfter(1_098, 1);
  const client = new Client({ connectionString: server.url('audit', 'owner') });
  await client.connect();
  await client.query('ALTER TABLE audit DISABLE TRIGGER USER');
  await client.query("UPDATE audit SET action = 'else' WHERE seq = 1100");
  await client.end();
  expect(await store.verifyAudit()).toEqual({
    ...{ ok: false, rows: 1_099, brokenAt: 'row 1100 was changed', head: before?.hash },
  });
});
