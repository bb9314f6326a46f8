// One ordered way to the database: everything the core wants durable, first come first written, batched by what waits.
import type { StoreRecord } from '#lib/domain/record.ts';
import type { LedgerStore } from '#server/ports/ledger-store.ts';

/** A store that has not answered for this long counts as unhealthy: entries stop. */
const STUCK_MS = 2_000;
const RETRY_MS = 500;
/** Tries of one batch after which a person is told that nothing can be written. */
const TOLD_AFTER = 3;

interface Waiting {
  readonly records: readonly StoreRecord[];
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
  /** An intent is worthless later: it fails at once. Everything else is retried until it is durable. */
  readonly retry: boolean;
}

export interface StoreWriter {
  /** Queues records that must become durable whatever happens, and tells when they are; never throws. */
  persist(records: readonly StoreRecord[], done?: () => void): void;
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
  /** Once for every batch that cannot be written time after time: nothing behind it is written or sent. */
  readonly onStuck: (reason: string) => void;
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/**
 * A writer over `store`. Several waiting batches become one transaction: one fsync for all of them. When that is
 * refused they are written one by one, in order, so that only the bad one fails. A bad one that must not be lost holds
 * up everything behind it: records out of order would be worse, and without records nothing may be sent.
 */
export function createStoreWriter(options: StoreWriterOptions): StoreWriter {
  let queue: Waiting[] = [];
  let busySince: number | null = null;
  /** Tries in a row of the batch at the head; above 0 it is written alone, and no intent gets past it. */
  let failures = 0;
  /** Batches at the head that are written one by one, because together they were refused. */
  let alone = 0;
  let cancelRetry: (() => void) | null = null;
  const idle: (() => void)[] = [];

  const succeeded = (batch: readonly Waiting[]): void => {
    failures = 0;
    alone = Math.max(0, alone - batch.length);
    for (const each of batch) each.done();
  };

  const failed = (batch: readonly Waiting[], error: unknown): void => {
    const [head] = batch;
    if (batch.length > 1 || head === undefined) {
      queue = [...batch, ...queue];
      alone = batch.length;
      return;
    }
    options.onFailure(textOf(error));
    if (!head.retry) {
      alone = Math.max(0, alone - 1);
      head.failed(error);
      return;
    }
    failures += 1;
    // Intents behind a batch that cannot be written are not durable in time, whatever comes: they fail now.
    for (const each of queue) if (!each.retry) each.failed(error);
    queue = [head, ...queue.filter((each) => each.retry)];
    alone = 1;
    if (failures === TOLD_AFTER) options.onStuck(textOf(error));
    cancelRetry = options.after(RETRY_MS, () => {
      cancelRetry = null;
      pump();
    });
  };

  const pump = (): void => {
    if (busySince !== null || cancelRetry !== null) return;
    if (queue.length === 0) {
      for (const tell of idle.splice(0)) tell();
      return;
    }
    const batch = alone > 0 ? queue.slice(0, 1) : queue;
    queue = queue.slice(batch.length);
    busySince = options.nowMs();
    options.store
      .commit(batch.flatMap((each) => each.records))
      .then(
        () => succeeded(batch),
        (error: unknown) => failed(batch, error),
      )
      .finally(() => {
        busySince = null;
        pump();
      })
      .catch((error: unknown) => options.onFailure(textOf(error)));
  };

  return {
    persist(records, done = () => undefined) {
      queue.push({ records, done, failed: () => undefined, retry: true });
      pump();
    },
    commit(records) {
      if (failures > 0) return Promise.reject(new Error('the store does not accept writes'));
      return new Promise((done, fail) => {
        queue.push({ records, done, failed: fail, retry: false });
        pump();
      });
    },
    healthy() {
      const stuck = busySince !== null && options.nowMs() - busySince > STUCK_MS;
      return !stuck && failures === 0 && options.store.healthy();
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
