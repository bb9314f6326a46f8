// Settled quotes against a real PostgreSQL: one environment alone, from an instant on, voices that were not stored are null.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventTicker, marketTicker } from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import { probability } from '#lib/domain/probability.ts';
import type { SettledQuote } from '#lib/domain/settled-quote.ts';
import { migrateDatabase } from '../postgres/migrate.ts';
import { type Postgres, startPostgres } from '../postgres/start-postgres.ts';
import { createDatabase, type Database } from './client.ts';
import { createQuoteStore } from './read-quotes.ts';
import { openStore, type Store } from './store.ts';

const log = pino({ level: 'silent' });
const root = mkdtempSync(join(tmpdir(), 'voltage-quotes-'));
let server: Postgres;
let store: Store;
let db: Database;

beforeAll(async () => {
  // The server's own account must be able to pass through.
  chmodSync(root, 0o755);
  server = await startPostgres({ dataDir: join(root, 'pg'), log });
  await migrateDatabase({ url: server.url('quotes', 'owner'), mode: 'sim', log });
  store = await openStore({ url: server.url('quotes', 'app'), mode: 'sim', log });
  db = createDatabase(server.url('quotes', 'app'), () => undefined);
});
afterAll(async () => {
  await db.$disconnect();
  await store.close();
  await server.stop();
  rmSync(root, { recursive: true, force: true });
});

const AT = 1_795_186_800_000;

function quote(ticker: string, closeAt: number, changes: Partial<SettledQuote> = {}): SettledQuote {
  return {
    ...{ environment: 'simulated', ticker: marketTicker(ticker), event: eventTicker('E-1') },
    ...{ bucketSeconds: 300, closeAt: wallMs(closeAt), at: wallMs(closeAt - 300_000) },
    ...{ mid: probability(0.475), model: probability(0.55), calibrated: probability(0.54) },
    ...{ blended: probability(0.5), nearest: true, yes: true, pit: null, residual: null },
    ...changes,
  };
}

test('what was said comes back as it was stored, and a voice of an older build is null, not zero', async () => {
  const voices = { tree: probability(0.25), sequence: null, yes: false };
  await store.commit([
    { kind: 'evidence', quote: quote('M-1', AT) },
    { kind: 'evidence', quote: quote('M-2', AT + 900_000, voices) },
    { kind: 'evidence', quote: quote('M-3', AT, { environment: 'recorded' }) },
  ]);
  expect((await store.load()).evidence.at(1)).toMatchObject(voices);
  const wish = { environment: 'simulated', from: null } as const;
  const old = {
    ...{ ticker: 'M-1', bucketSeconds: 300, closeAt: AT, yes: true, mid: 0.475 },
    ...{ tree: null, sequence: null, combined: 0.55, calibrated: 0.54, blended: 0.5 },
  };
  const young = { ...old, ticker: 'M-2', closeAt: AT + 900_000, yes: false, tree: 0.25 };
  expect(await store.readQuotes(wish)).toEqual({ rows: [old, young], limit: 2_000, isCut: false });
  const later = await store.readQuotes({ ...wish, from: AT + 1 });
  expect(later.rows).toEqual([young]);
  expect(await createQuoteStore(db, 1).readQuotes(wish)).toEqual({
    ...{ rows: [young], limit: 1, isCut: true },
  });
  expect(await store.readQuotes({ environment: 'demo', from: null })).toMatchObject({ rows: [] });
});
