// The ledger-store port over a memory disk, as slow and as unreliable as a database can be. In: batches. Out: rows, or doubt.
import type { StoreRecord } from '#lib/domain/record.ts';
import type { LedgerStore } from '#server/ports/ledger-store.ts';
import type { MemoryDisk } from './memory-disk.ts';
import type { MachineClock, ProcessLife } from './process-life.ts';
import type { VirtualTime } from './virtual-time.ts';

/**
 * committed: in time, and said so · refused: nothing written, said so · doubt: written, yet the answer is an error ·
 * crash-before, crash-after: the process dies at this commit, without or with its rows.
 */
export type CommitFate = 'committed' | 'refused' | 'doubt' | 'crash-before' | 'crash-after';

export interface StoreWeather {
  /** What becomes of this commit, and how long it takes, ms. */
  commit(records: readonly StoreRecord[]): { readonly fate: CommitFate; readonly ms: number };
  loadMs(): number;
  /** Whether a commit under way when its writer died was written. */
  survivesCrash(): boolean;
  isHealthy(): boolean;
}

export interface MemoryStoreTools {
  readonly disk: MemoryDisk;
  readonly time: VirtualTime;
  readonly machine: MachineClock;
  readonly life: ProcessLife;
  readonly weather: StoreWeather;
  readonly crash: (where: string) => void;
}

/** The store of one process life; its rows are the disk's. */
export function createMemoryStore(tools: MemoryStoreTools): LedgerStore {
  const { disk, time, machine, life, weather } = tools;
  return {
    commit: (records) =>
      new Promise((resolve, reject) => {
        const { fate, ms } = weather.commit(records);
        const epoch = disk.loads;
        // Not the life's own timer: what was handed to the database may be written although its writer is dead.
        time.after(ms, () => {
          if (!life.isAlive() && (disk.loads !== epoch || !weather.survivesCrash())) return;
          try {
            if (fate !== 'refused' && fate !== 'crash-before')
              disk.commit(records, { atMs: time.nowMs(), wallAtMs: machine.offMs + time.nowMs() });
          } catch (error) {
            if (life.isAlive()) reject(error);
            return;
          }
          if (!life.isAlive()) return;
          if (fate === 'crash-before' || fate === 'crash-after') tools.crash(`commit ${fate}`);
          else if (fate === 'committed') resolve();
          else reject(new Error('the database did not answer'));
        });
      }),
    load: () =>
      new Promise((resolve) => {
        life.timers.after(weather.loadMs(), () => resolve(disk.load()));
      }),
    healthy: () => weather.isHealthy(),
    close: () => Promise.resolve(),
  };
}
