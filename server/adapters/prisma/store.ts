// The durable store of one process. In: a connection string and the mode it must belong to. Out: the ledger-store and
// auth-store ports, the single-writer lease and the audit check.
import { setTimeout } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Mode } from '#lib/domain/mode.ts';
import type { AuditStore } from '#server/ports/audit-store.ts';
import type { AuthStore } from '#server/ports/auth-store.ts';
import type { DecisionStore } from '#server/ports/decision-store.ts';
import type { IncidentStore } from '#server/ports/incident-store.ts';
import type { KillStore } from '#server/ports/kill-store.ts';
import type { LedgerStore } from '#server/ports/ledger-store.ts';
import type { LimitStore } from '#server/ports/limit-store.ts';
import type { OrderStore } from '#server/ports/order-store.ts';
import type { PnlStore } from '#server/ports/pnl-store.ts';
import type { QuoteStore } from '#server/ports/quote-store.ts';
import { createAuth } from './auth.ts';
import { createDatabase, type Database, STATEMENT_MS } from './client.ts';
import { type Batch, createCommitQueue } from './commit-queue.ts';
import { createHealth } from './health.ts';
import { checkIdentity } from './identity.ts';
import { acquireLease, type Lease } from './lease.ts';
import { loadState, pruneDecisions } from './load-state.ts';
import { createPresenceLock } from './presence-lock.ts';
import { createAuditStore } from './read-audit.ts';
import { createDecisionStore } from './read-decisions.ts';
import { createIncidentStore } from './read-incidents.ts';
import { createKillStore } from './read-kills.ts';
import { createLimitStore } from './read-limits.ts';
import { createOrderStore } from './read-orders.ts';
import { createPnlStore } from './read-pnl.ts';
import { createQuoteStore } from './read-quotes.ts';
import { recordToWrites } from './record-to-writes.ts';
import { isLeaseLost, isRefusal } from './refusal.ts';

/** Between two tries of a transaction that got no answer. */
const RETRY_MS = 50;

export interface StoreOptions {
  /** The app role's connection string; it names the mode's own database. */
  readonly url: string;
  readonly mode: Mode;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
}

export interface Store
  extends LedgerStore,
    AuthStore,
    AuditStore,
    DecisionStore,
    IncidentStore,
    KillStore,
    LimitStore,
    OrderStore,
    PnlStore,
    QuoteStore {
  /** Becomes the one writer, or throws `LeaseHeldError`. Intents commit only under a lease in force. */
  acquireLease(holder: string): Promise<Lease>;
}

/**
 * Opens the store. Throws when the database is of another mode (I30), of another build's schema (F52), or not durable.
 *
 * One batch is one transaction; batches keep their order. A batch that the database refuses rejects at once, one that gets
 * no answer is settled by writing it again under the same keys (F89) and rejects after about three seconds (F87).
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { log } = options;
  const db = createDatabase(options.url, (error) =>
    log.warn({ err: error }, 'database connection'),
  );
  await checkIdentity(db, options.mode).catch(async (error: unknown) => {
    await db.$disconnect();
    throw error;
  });
  const presence = createPresenceLock(options.url);
  let fencing: bigint | null = null;
  const health = createHealth({
    deadlineMs: STATEMENT_MS,
    probe: () => db.$executeRaw`UPDATE database_identity SET probed_at = clock_timestamp()`,
  });
  const queue = createCommitQueue({
    now: () => performance.now(),
    pause: () => setTimeout(RETRY_MS),
    isRefusal,
    onOutcome: health.note,
    run: async (batches) => runTransaction(db, batches, fencing),
  });
  return {
    ...createAuth(db),
    ...createDecisionStore(db),
    ...createOrderStore(db),
    ...createPnlStore(db),
    ...createAuditStore(db),
    ...createKillStore(db),
    ...createIncidentStore(db),
    ...createQuoteStore(db),
    ...createLimitStore(db),
    commit: (records) =>
      queue.add(records).catch((error: unknown) => {
        if (isLeaseLost(error)) health.leaseLost(true);
        log.error({ err: error, kinds: records.map((record) => record.kind) }, 'commit failed');
        throw error;
      }),
    load: async () => {
      const pruned = await pruneDecisions(db);
      if (pruned > 0) log.info({ pruned }, 'old decisions removed');
      return loadState(db);
    },
    healthy: () => health.ok(queue.oldestMs()),
    close: async () => {
      await queue.drained();
      await presence.drop();
      await db.$disconnect();
    },
    acquireLease: async (holder) => {
      const lease = await acquireLease(db, holder, presence);
      fencing = BigInt(lease.fencing);
      health.leaseLost(false);
      return {
        ...lease,
        // A lease that ran out while this process stood still, and that nobody took, is in force again.
        renew: async () => {
          const isOurs = await lease.renew();
          if (isOurs) health.leaseLost(false);
          return isOurs;
        },
      };
    },
  };
}

/**
 * All batches or none. Under a lease the transaction first proves that it is still ours, and holds it to the end; an
 * intent proves it by itself.
 */
async function runTransaction(
  db: Database,
  batches: readonly Batch[],
  fencing: bigint | null,
): Promise<void> {
  const records = batches.flat();
  const writes = records.flatMap((record) => recordToWrites(db, record, fencing));
  const fenced = fencing === null || records.some((record) => record.kind === 'intent');
  const fence = fenced ? [] : [db.$executeRaw`SELECT assert_lease(${fencing})`];
  await db.$transaction([...fence, ...writes]);
}
