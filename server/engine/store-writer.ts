// One ordered way to the database: everything the core wants durable, first come first written, batched by what waits.
import type { StoreRecord } from '#lib/domain/record.ts';
import type { LedgerStore } from '#server/ports/ledger-store.ts';

/** A store that has not answered for this long counts as unhealthy: entries stop. */
const STUCK_MS = 2_000;
const RETRY_MS = 500;

interface Waiting {
  readonly records: readonly StoreRecord[];
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
  /** An intent is worthless later: it fails at once. Everything else is retried until it is durable. */
  readonly retry: boolean;
}

export interface StoreWriter {
  /** Queues records that must become durable whatever happens; never throws. */
  persist(records: readonly StoreRecord[]): void;
  /** Commits in order after everything queued before; rejects when this batch is not known to be durable. */
  commit(records: readonly StoreRecord[]): Promise<void>;
  healthy(): boolean;
  /** Waits until everything queued is durable, at most `ms`. */
  settle(ms: number): Promise<boolean>;
  waiting(): number;
}

export interface StoreWriterOptions {
  readonly store: LedgerStore;
  readonly nowMs: () => number;
  readonly after: (ms: number, run: () => void) => () => void;
  readonly onFailure: (reason: string) => void;
}

/** A writer over `store`. Several waiting batches become one transaction: one fsync for all of them. */
export function createStoreWriter(options: StoreWriterOptions): StoreWriter {
  let queue: Waiting[] = [];
  let busySince: number | null = null;
  let failedAt: number | null = null;
  const idle: (() => void)[] = [];

  const pump = (): void => {
    if (busySince !== null) return;
    if (queue.length === 0) {
      for (const tell of idle.splice(0)) tell();
      return;
    }
    const batch = queue;
    queue = [];
    busySince = options.nowMs();
    options.store.commit(batch.flatMap((each) => each.records)).then(
      () => {
        busySince = null;
        failedAt = null;
        for (const each of batch) each.done();
        pump();
      },
      (error: unknown) => {
        busySince = null;
        failedAt = options.nowMs();
        options.onFailure(error instanceof Error ? error.message : String(error));
        for (const each of batch) if (!each.retry) each.failed(error);
        queue = [...batch.filter((each) => each.retry), ...queue];
        options.after(RETRY_MS, pump);
      },
    );
  };

  return {
    persist(records) {
      queue.push({ records, done: () => undefined, failed: () => undefined, retry: true });
      pump();
    },
    commit(records) {
      return new Promise((done, failed) => {
        queue.push({ records, done, failed, retry: false });
        pump();
      });
    },
    healthy() {
      const stuck = busySince !== null && options.nowMs() - busySince > STUCK_MS;
      return !stuck && failedAt === null && options.store.healthy();
    },
    settle(ms) {
      if (busySince === null && queue.length === 0) return Promise.resolve(true);
      return new Promise((resolve) => {
        const cancel = options.after(ms, () => resolve(false));
        idle.push(() => {
          cancel();
          resolve(true);
        });
      });
    },
    waiting: () => queue.length,
  };
}
