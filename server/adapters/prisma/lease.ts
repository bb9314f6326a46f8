// The single-writer lease (F90, I26). In: a holder's name. Out: a fencing number that every commit must still own.
// Judged by the database's clock alone, so that two machines cannot disagree about its end.
import type { Database } from './client.ts';
import type { PresenceLock } from './presence-lock.ts';

/** A lease not renewed for this long may be taken over; renew it about once a second. */
const LEASE_MS = 3_000;

export interface Lease {
  readonly fencing: number;
  /** False when it was lost: stop at once. Rejects when the database cannot be asked. */
  renew(): Promise<boolean>;
  /** Ends it, so that the next holder need not wait. */
  release(): Promise<void>;
}

/** Another process holds the lease and keeps renewing it. */
export class LeaseHeldError extends Error {
  override readonly name = 'LeaseHeldError';
}

/**
 * Takes the lease with the next fencing number. A holder whose process is gone has lost its presence lock and is
 * followed at once; one that only fell silent is waited out (at most `LEASE_MS`); one that lives makes this throw
 * `LeaseHeldError`.
 */
export async function acquireLease(
  db: Database,
  holder: string,
  presence: PresenceLock,
): Promise<Lease> {
  for (let waitedMs = 0; waitedMs <= LEASE_MS + 500; waitedMs += 250) {
    const isAlone = await presence.take();
    const taken = await db.$queryRaw<{ fencing: bigint }[]>`
      INSERT INTO lease (holder, fencing, expires_at)
      VALUES (${holder}, 1, clock_timestamp() + ${LEASE_MS} * interval '1 millisecond')
      ON CONFLICT (only_row) DO UPDATE
        SET holder = excluded.holder, fencing = lease.fencing + 1, expires_at = excluded.expires_at
        WHERE lease.expires_at <= clock_timestamp() OR ${isAlone}
      RETURNING fencing`;
    const fencing = taken[0]?.fencing;
    if (fencing !== undefined) return leaseOf(db, fencing, presence);
    await db.$executeRaw`SELECT pg_sleep(0.25)`;
  }
  await presence.drop();
  const present = await db.lease.findFirst();
  throw new LeaseHeldError(`another writer holds the ledger: ${present?.holder ?? 'unknown'}`);
}

function leaseOf(db: Database, fencing: bigint, presence: PresenceLock): Lease {
  return {
    fencing: Number(fencing),
    renew: async () => {
      const rows = await db.$executeRaw`
        UPDATE lease SET expires_at = clock_timestamp() + ${LEASE_MS} * interval '1 millisecond'
        WHERE fencing = ${fencing}`;
      if (rows === 1) await presence.take();
      return rows === 1;
    },
    release: async () => {
      await db.$executeRaw`UPDATE lease SET expires_at = '-infinity' WHERE fencing = ${fencing}`;
      await presence.drop();
    },
  };
}
