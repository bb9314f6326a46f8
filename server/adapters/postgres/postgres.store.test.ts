// The supervisor and the migration runner against real servers that are started, orphaned, killed and found again.
import { spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import pino from 'pino';
import { afterAll, describe, expect, test } from 'vitest';
import { migrateDatabase } from './migrate.ts';
import { MIGRATIONS_FOLDER, readMigrations } from './migrations.ts';
import { isAlive, parsePidFile } from './postmaster.ts';
import { type Postgres, startPostgres } from './start-postgres.ts';

const log = pino({ level: 'silent' });
const root = mkdtempSync(join(tmpdir(), 'voltage-postgres-'));
const dataDir = join(root, 'pg');
const asRoot = process.getuid?.() === 0;
chmodSync(root, 0o755);

afterAll(async () => {
  await (await startPostgres({ dataDir, log })).stop();
  rmSync(root, { recursive: true, force: true });
});

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

function postmasterPid(): number {
  return parsePidFile(readFileSync(join(dataDir, 'postmaster.pid'), 'utf8'))?.pid ?? 0;
}

async function gone(pid: number): Promise<void> {
  await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
}

/** Starts the server from another process, which then dies by SIGKILL; returns its acknowledged rows. */
async function orphan(): Promise<string> {
  const script = `
    import pino from 'pino';
    import { startPostgres } from ${JSON.stringify(new URL('./start-postgres.ts', import.meta.url).href)};
    const server = await startPostgres({ dataDir: ${JSON.stringify(dataDir)}, log: pino({ level: 'silent' }) });
    process.stdout.write(server.url('postgres', 'owner'));
    setInterval(() => process.kill(process.pid, 'SIGKILL'), 50);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let url = '';
  for await (const chunk of child.stdout) url += String(chunk);
  return url;
}

describe('supervisor', () => {
  test('F91 the live server of a killed parent is adopted, with the same port and passwords', async () => {
    const url = await orphan();
    const pid = postmasterPid();
    expect(isAlive(pid)).toBe(true);
    await query(url, 'CREATE TABLE acknowledged AS SELECT 1 AS n');
    const server = await startPostgres({ dataDir, log });
    expect(server.adopted).toBe(true);
    expect(server.url('postgres', 'owner')).toBe(url);
    expect(postmasterPid()).toBe(pid);
    expect(await query(url, 'SELECT n FROM acknowledged')).toEqual([{ n: 1 }]);
    await server.stop();
    await gone(pid);
  });

  test('F99 acknowledged rows survive kill -9 of the server, whose dead pid file does not stop the next', async () => {
    const server = await startPostgres({ dataDir, log });
    expect(server.adopted).toBe(false);
    const url = server.url('postgres', 'owner');
    await query(url, 'INSERT INTO acknowledged SELECT generate_series(2, 500)');
    const pid = postmasterPid();
    process.kill(pid, 'SIGKILL');
    await gone(pid);
    const again = await startPostgres({ dataDir, log });
    expect(again.adopted).toBe(false);
    expect(await query(url, 'SELECT count(*)::int AS n FROM acknowledged')).toEqual([{ n: 500 }]);
    await again.stop();
  });

  test.runIf(process.platform === 'linux')(
    'F91 a pid file whose number now belongs to another program is removed, the program left alone',
    async () => {
      const bystander = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)']);
      const lines = [bystander.pid, dataDir, 1, 5_432, '', '127.0.0.1', '', 'ready   ', ''];
      writeFileSync(join(dataDir, 'postmaster.pid'), lines.join('\n'));
      const server = await startPostgres({ dataDir, log });
      expect(server.adopted).toBe(false);
      expect(postmasterPid()).not.toBe(bystander.pid);
      expect(isAlive(bystander.pid ?? 0)).toBe(true);
      bystander.kill();
      await server.stop();
    },
  );

  test('two processes that start at once end with one server', async () => {
    const both: Postgres[] = await Promise.all([
      startPostgres({ dataDir, log }),
      startPostgres({ dataDir, log }),
    ]);
    expect(new Set(both.map((each) => each.url('a', 'app'))).size).toBe(1);
    for (const each of both) await each.stop();
  });

  test('the passwords are in one file of the owner alone, and nobody else gets in', async () => {
    const file = `${dataDir}.connection.json`;
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const server = await startPostgres({ dataDir, log });
    const wrong = new URL(server.url('postgres', 'app'));
    wrong.password = 'x'.repeat(48);
    await expect(query(wrong.href, 'SELECT 1')).rejects.toThrow(/password/);
    const kept = readFileSync(file);
    rmSync(file);
    await expect(startPostgres({ dataDir, log })).rejects.toThrow(/connection\.json is missing/);
    writeFileSync(file, kept, { mode: 0o600 });
  });

  test.runIf(asRoot)(
    'below a folder closed to others the data moves, and its name stays',
    async () => {
      const closed = join(root, 'closed');
      mkdirSync(closed, { mode: 0o700 });
      chmodSync(closed, 0o700);
      const moved = join(closed, 'pg');
      const server = await startPostgres({ dataDir: moved, log });
      expect(lstatSync(moved).isSymbolicLink()).toBe(true);
      expect(statSync(closed).mode & 0o777).toBe(0o700);
      expect(await query(server.url('postgres', 'app'), 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
      await server.stop();
      const again = await startPostgres({ dataDir: moved, log });
      await again.stop();
      rmSync(readlinkSync(moved), { recursive: true });
    },
  );
});

describe('migrations', () => {
  const copy = (name: string) => {
    const folder = join(root, name);
    cpSync(MIGRATIONS_FOLDER, folder, { recursive: true });
    return folder;
  };

  test('a changed or missing past, and another mode, are refused; the same build again changes nothing', async () => {
    const server = await startPostgres({ dataDir, log });
    const options = { url: server.url('m1', 'owner'), mode: 'sim', log } as const;
    const all = readMigrations();
    expect(await migrateDatabase(options)).toEqual({ applied: all.length });
    expect(await migrateDatabase(options)).toEqual({ applied: 0 });
    await expect(migrateDatabase({ ...options, mode: 'live' })).rejects.toThrow(/mode sim/);
    const changed = copy('changed');
    const first = join(changed, all[0]?.name ?? '', 'migration.sql');
    writeFileSync(first, `${readFileSync(first, 'utf8')}\n-- one byte more`);
    await expect(migrateDatabase({ ...options, folder: changed })).rejects.toThrow(/was changed/);
    const missing = copy('missing');
    rmSync(join(missing, all.at(-1)?.name ?? ''), { recursive: true });
    await expect(migrateDatabase({ ...options, folder: missing })).rejects.toThrow(/does not have/);
  });

  test('F52 a migration that fails half-way leaves nothing behind, and works once mended', async () => {
    const server = await startPostgres({ dataDir, log });
    const folder = copy('broken');
    const file = join(folder, '20991231000000_last', 'migration.sql');
    mkdirSync(join(folder, '20991231000000_last'));
    writeFileSync(file, 'CREATE TABLE half (n int); SELECT 1 / 0;');
    const options = { url: server.url('m2', 'owner'), mode: 'sim', log, folder } as const;
    await expect(migrateDatabase(options)).rejects.toThrow(/left nothing behind/);
    const half = await query(options.url, "SELECT to_regclass('half') AS half");
    expect(half).toEqual([{ half: null }]);
    writeFileSync(file, 'CREATE TABLE half (n int);');
    expect(await migrateDatabase(options)).toEqual({ applied: 1 });
    const marked = await query(options.url, 'SELECT schema_version AS v FROM database_identity');
    expect(marked).toEqual([{ v: '20991231000000_last' }]);
  });

  test('F48 orders of an older build may still fill whatever is not booked, and owe no fill', async () => {
    const server = await startPostgres({ dataDir, log });
    const older = copy('older');
    for (const { name } of readMigrations())
      if (name >= '20261123000000') rmSync(join(older, name), { recursive: true });
    const options = { url: server.url('m4', 'owner'), mode: 'sim', log } as const;
    await migrateDatabase({ ...options, folder: older });
    await query(
      options.url,
      `INSERT INTO orders SELECT id, id, 'T', state, filled, remaining, 0, 0, 0, 0, '', '{"count": 1000}'
       FROM (VALUES ('a', 'resting', 0, 1000), ('b', 'partially-filled', 300, 200), ('c', 'filled', 400, 0),
         ('d', 'filled', 1000, 0), ('e', 'cancelled', 400, 0), ('f', 'resting', 0, 700)) AS old (id, state, filled, remaining)`,
    );
    await migrateDatabase(options);
    const rows = await query(
      options.url,
      'SELECT client_order_id AS id, claimed::int, cut::int, remaining::int FROM orders ORDER BY 1',
    );
    expect(rows).toEqual([
      { id: 'a', claimed: 0, cut: 0, remaining: 1_000 },
      // 500 were cut or filled without a fill of ours: which, the venue's next row tells.
      { id: 'b', claimed: 300, cut: 0, remaining: 700 },
      { id: 'c', claimed: 400, cut: 0, remaining: 0 },
      { id: 'd', claimed: 1_000, cut: 0, remaining: 0 },
      { id: 'e', claimed: 400, cut: 0, remaining: 0 },
      // Claimed 300, whose fills were missing when the older build stopped: they stay at risk.
      { id: 'f', claimed: 0, cut: 0, remaining: 1_000 },
    ]);
  });

  test('two processes that migrate at once apply each file once', async () => {
    const server = await startPostgres({ dataDir, log });
    const options = { url: server.url('m3', 'owner'), mode: 'sim', log } as const;
    const runs = await Promise.all([1, 2, 3].map(() => migrateDatabase(options)));
    expect(runs.reduce((sum, run) => sum + run.applied, 0)).toBe(readMigrations().length);
  });
});
