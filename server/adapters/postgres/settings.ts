// The two configuration files of the bundled server, written anew at each start, and the proof that they took effect.
import type { Client } from 'pg';

/** postgresql.conf: one trader's ledger on loopback. Durability is stated, not assumed; the rest is small for a fast start. */
export function serverSettings(port: number): string {
  return [
    '# Written at each start by server/adapters/postgres; changes are lost.',
    "listen_addresses = '127.0.0.1'",
    `port = ${port}`,
    "unix_socket_directories = ''",
    "password_encryption = 'scram-sha-256'",
    'fsync = on',
    'full_page_writes = on',
    'synchronous_commit = on',
    'max_connections = 40',
    'shared_buffers = 32MB',
    'max_wal_size = 256MB',
    'max_wal_senders = 0',
    'wal_level = minimal',
    'max_parallel_workers = 0',
    'io_method = sync',
    'jit = off',
    "timezone = 'UTC'",
    "log_timezone = 'UTC'",
    'log_min_messages = warning',
    // Statements carry password hashes and trades; they do not belong in a log file.
    'log_min_error_statement = panic',
    'log_checkpoints = off',
    '',
  ].join('\n');
}

/** pg_hba.conf: a password from this machine, nothing else. */
export const HOST_RULES = [
  '# Written at each start by server/adapters/postgres; changes are lost.',
  'host all all 127.0.0.1/32 scram-sha-256',
  '',
].join('\n');

/** What a ledger needs to survive a power cut (F99), and the values that give it. */
const DURABLE: Readonly<Record<string, readonly string[]>> = {
  fsync: ['on'],
  full_page_writes: ['on'],
  synchronous_commit: ['on', 'remote_write', 'remote_apply'],
};

/** Throws unless every durability setting is in force; `checksums` also demands data checksums (our own server has them). */
export async function assertDurable(client: Client, checksums: boolean): Promise<void> {
  const wanted = checksums ? { ...DURABLE, data_checksums: ['on'] } : DURABLE;
  for (const [name, allowed] of Object.entries(wanted)) {
    const reply = await client.query<{ value: string }>('SELECT current_setting($1) AS value', [
      name,
    ]);
    const value = reply.rows[0]?.value ?? 'missing';
    if (!allowed.includes(value))
      throw new Error(`the database has ${name} = ${value}: it could lose committed orders`);
  }
}
