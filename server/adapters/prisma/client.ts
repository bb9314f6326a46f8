// The one Prisma client of a process, over a small pool with bounded waits. In: a connection string. Out: the client.
import { PrismaPg } from '@prisma/adapter-pg';
import { Pool } from 'pg';
import { PrismaClient } from './generated/client.ts';

export type Database = PrismaClient;

/** Longest a statement may run or wait, ms: a stuck database must block trading, not the loop (F87). */
export const STATEMENT_MS = 2_000;

/**
 * Plans of transactions kept. Each sequence of writes is a plan of its own, of tens of kilobytes, and the sequences of a
 * session are without end: the client's own bound of a thousand would fill for days (F94). These few come again and again.
 */
const PLANS_KEPT = 16;

/** Makes the client; nothing is connected yet. Plans of repeated statements are kept per connection. */
export function createDatabase(url: string, onError: (error: Error) => void): Database {
  const pool = new Pool({
    connectionString: url,
    max: 4,
    connectionTimeoutMillis: STATEMENT_MS,
    query_timeout: STATEMENT_MS + 500,
    statement_timeout: STATEMENT_MS,
    lock_timeout: STATEMENT_MS,
    idle_in_transaction_session_timeout: STATEMENT_MS * 2,
    keepAlive: true,
    application_name: 'voltage',
  });
  // A connection cut between leaving the pool and its first statement has no other listener, and would end the process.
  pool.on('connect', (connection) => connection.on('error', onError));
  const names = new Map<string, string>();
  const adapter = new PrismaPg(pool, {
    disposeExternalPool: true,
    statementNameGenerator: ({ sql }) => nameOf(names, sql),
    onPoolError: onError,
  });
  return new PrismaClient({ adapter, queryPlanCacheMaxSize: PLANS_KEPT });
}

/** Statement texts are few (the code's own); should they ever be many, the rest simply goes unnamed. */
function nameOf(names: Map<string, string>, sql: string): string {
  const known = names.get(sql);
  if (known !== undefined) return known;
  if (names.size >= 200) return '';
  const name = `s${names.size}`;
  names.set(sql, name);
  return name;
}
