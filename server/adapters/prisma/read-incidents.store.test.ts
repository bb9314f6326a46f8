// Incidents against a real PostgreSQL. In: committed records. Out: the latest word of each, by page and at a start.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Incident } from '#lib/domain/incident.ts';
import { wallMs } from '#lib/domain/instant.ts';
import { migrateDatabase } from '../postgres/migrate.ts';
import { type Postgres, startPostgres } from '../postgres/start-postgres.ts';
import { openStore, type Store } from './store.ts';

const log = pino({ level: 'silent' });
const root = mkdtempSync(join(tmpdir(), 'voltage-incidents-'));
let server: Postgres;
let store: Store;

beforeAll(async () => {
  // The server's own account must be able to pass through.
  chmodSync(root, 0o755);
  server = await startPostgres({ dataDir: join(root, 'pg'), log });
  await migrateDatabase({ url: server.url('incidents', 'owner'), mode: 'sim', log });
  store = await openStore({ url: server.url('incidents', 'app'), mode: 'sim', log });
});
afterAll(async () => {
  await store.close();
  await server.stop();
  rmSync(root, { recursive: true, force: true });
});

const T0 = 1_795_186_800_000;

function incident(id: string, change: Partial<Incident> = {}): Incident {
  const at = wallMs(T0);
  return {
    ...{ id, code: 'drift', severity: 'critical', begunAt: at, lastAt: at, endedAt: at, count: 1 },
    ...{ tellings: [{ at, text: 'a NUL \u0000 of a venue' }], response: ['trading is paused'] },
    ...{ acknowledged: null, revision: 1 },
    ...change,
  };
}

const put = (each: Incident) => store.commit([{ kind: 'incident', incident: each }]);
const idsOf = async (limit: number, after: { at: number; id: string } | null = null) => {
  const { rows, next } = await store.listIncidents({ after, limit });
  return { ids: rows.map(({ id }) => id), next };
};

test('F42 the later word of an incident stands, however late an earlier one is written again', async () => {
  const first = incident('a', { endedAt: null });
  const later = incident('a', {
    ...{ revision: 3, acknowledged: { by: 'anna', at: wallMs(T0 + 5), note: 'seen' } },
  });
  await put(first);
  await put(later);
  await put(first);
  const { rows } = await store.listIncidents({ after: null, limit: 10 });
  expect(rows).toEqual([{ ...later, tellings: [{ at: T0, text: 'a NUL \uFFFD of a venue' }] }]);
});

test('pages follow the begin, newest first, and none is repeated or skipped', async () => {
  for (const [id, ms] of [
    ['b', 1],
    ['c', 1],
    ['d', 2],
  ] as const)
    await put(incident(id, { begunAt: wallMs(T0 + ms), severity: 'warning' }));
  const first = await idsOf(2);
  expect(first).toEqual({ ids: ['d', 'c'], next: { at: T0 + 1, id: 'c' } });
  expect(await idsOf(2, first.next)).toEqual({ ids: ['b', 'a'], next: { at: T0, id: 'a' } });
  expect(await idsOf(2, { at: T0, id: 'a' })).toEqual({ ids: [], next: null });
});

test('a start reads back open ones first, then those that wait for a person', async () => {
  await put(incident('open', { begunAt: wallMs(T0 - 9), endedAt: null, severity: 'warning' }));
  await put(incident('waits', { begunAt: wallMs(T0 - 8) }));
  const { incidents = [] } = await store.load();
  expect(incidents.map(({ id }) => id)).toEqual(['open', 'waits', 'd', 'c', 'b', 'a']);
});
