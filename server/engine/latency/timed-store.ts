// A store whose commits are timed. In: the store, a monotonic clock. Out: the same answers; the time of each success is told.
import type { LedgerStore } from '#server/ports/ledger-store.ts';

/** The promise handed out is the store's own: timing it changes neither answer nor order. */
export function timedStore(
  store: LedgerStore,
  nowMs: () => number,
  onCommit: (ms: number) => void,
): LedgerStore {
  return {
    healthy: () => store.healthy(),
    load: () => store.load(),
    close: () => store.close(),
    commit(records) {
      const askedMs = nowMs();
      const done = store.commit(records);
      done.then(
        () => onCommit(nowMs() - askedMs),
        () => undefined,
      );
      return done;
    },
  };
}
