// Commits batches in order, as many waiting ones as fit in one transaction: one disk flush serves them all.
// In: batches of records and a function that runs one transaction. Out: a promise per batch.
import type { StoreRecord } from '#lib/domain/record.ts';

export type Batch = readonly StoreRecord[];

export interface CommitQueueParts {
  /** Runs all batches in one transaction; resolves when it is on disk. */
  readonly run: (batches: readonly Batch[]) => Promise<void>;
  /** True when the same transaction would be refused again: the database said no, rather than nothing. */
  readonly isRefusal: (error: unknown) => boolean;
  /** Told after each try whether the database answered, with yes or no. */
  readonly onOutcome: (answered: boolean) => void;
  /** Monotonic ms. */
  readonly now: () => number;
  /** Waits a moment before the next try: a server that refuses connections answers at once. */
  readonly pause: () => Promise<void>;
}

export interface CommitQueue {
  add(batch: Batch): Promise<void>;
  /** Age in ms of the oldest batch not yet answered; 0 when there is none. */
  oldestMs(): number;
  /** Resolves when nothing is waiting any more. */
  drained(): Promise<void>;
}

/** Batches that share a transaction at most; a burst after a stall should not become one giant statement list. */
const TOGETHER = 32;

/** How long an unanswered transaction is tried again before its batches are given up as "not known to be committed". */
export const GIVE_UP_MS = 3_000;

interface Waiting {
  readonly batch: Batch;
  readonly since: number;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

type Outcome =
  | { readonly kind: 'committed' }
  | { readonly kind: 'refused' | 'unknown'; readonly error: unknown };

/** Makes an empty queue. */
export function createCommitQueue(parts: CommitQueueParts): CommitQueue {
  let waiting: Waiting[] = [];
  let inFlight: readonly Waiting[] = [];
  let working: Promise<void> | null = null;

  /**
   * A lost connection leaves the outcome unknown (F89). Running the same writes again settles it: each is keyed, so a row
   * that is there already is read, compared and left alone, and one that is not is written.
   */
  async function settle(group: readonly Waiting[]): Promise<Outcome> {
    const started = parts.now();
    for (;;) {
      try {
        await parts.run(group.map((each) => each.batch));
        parts.onOutcome(true);
        return { kind: 'committed' };
      } catch (error) {
        const refused = parts.isRefusal(error);
        parts.onOutcome(refused);
        if (refused) return { kind: 'refused', error };
        if (parts.now() - started > GIVE_UP_MS) return { kind: 'unknown', error };
        await parts.pause();
      }
    }
  }

  /** A refusal names no culprit, so batches refused together are tried one by one: only the bad one fails. */
  async function answer(group: readonly Waiting[]): Promise<void> {
    const outcome = await settle(group);
    if (outcome.kind === 'committed') for (const each of group) each.resolve();
    else if (outcome.kind === 'refused' && group.length > 1)
      for (const each of group) await answer([each]);
    else for (const each of group) each.reject(outcome.error);
  }

  async function work(): Promise<void> {
    while (waiting.length > 0) {
      inFlight = waiting.slice(0, TOGETHER);
      waiting = waiting.slice(TOGETHER);
      await answer(inFlight);
      inFlight = [];
    }
    working = null;
  }

  return {
    add: (batch) =>
      new Promise((resolve, reject) => {
        waiting.push({ batch, since: parts.now(), resolve, reject });
        working ??= work();
      }),
    oldestMs: () => {
      const oldest = inFlight[0] ?? waiting[0];
      return oldest === undefined ? 0 : parts.now() - oldest.since;
    },
    drained: () => working ?? Promise.resolve(),
  };
}
