// A lock that lives exactly as long as its process: held by one connection of its own, freed by the server when that ends.
import { Client } from 'pg';

/** Any fixed number that no other program would lock; advisory locks are per database. */
const LOCK = 7_405_191_734;
const ANSWER_MS = 2_000;

export interface PresenceLock {
  /** True when it is ours, now or already; false when another process has it or the server does not answer. */
  take(): Promise<boolean>;
  /** Frees it; it can be taken again. */
  drop(): Promise<void>;
}

/**
 * Nothing connects before `take`. A connection that breaks frees the lock, and the next `take` connects anew: whoever
 * took the lease meanwhile has the higher fencing number, so that a lock lost by accident costs a restart, never an
 * order (I26).
 */
export function createPresenceLock(url: string): PresenceLock {
  let session: Client | null = null;
  let isHeld = false;

  const forget = (which: Client): void => {
    if (session !== which) return;
    session = null;
    isHeld = false;
  };

  async function connect(): Promise<Client> {
    const fresh = new Client({
      connectionString: url,
      connectionTimeoutMillis: ANSWER_MS,
      query_timeout: ANSWER_MS,
      keepAlive: true,
      application_name: 'voltage presence',
    });
    fresh.on('error', () => forget(fresh));
    fresh.on('end', () => forget(fresh));
    await fresh.connect();
    session = fresh;
    return fresh;
  }

  async function drop(): Promise<void> {
    const ended = session;
    session = null;
    isHeld = false;
    await ended?.end().catch(() => undefined);
  }

  return {
    drop,
    async take() {
      if (isHeld) return true;
      try {
        const client = session ?? (await connect());
        const reply = await client.query<{ got: boolean }>(
          'SELECT pg_try_advisory_lock($1) AS got',
          [LOCK],
        );
        isHeld = session === client && reply.rows[0]?.got === true;
        return isHeld;
      } catch {
        await drop();
        return false;
      }
    },
  };
}
