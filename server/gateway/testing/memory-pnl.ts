// Stored bookings in memory, for tests. Out: a PnlStore that can be told to fail, and rows to fill it with.
import type { Booked, FillFacts, PnlRows, PnlSpan, PnlStore } from '#server/ports/pnl-store.ts';

export interface MemoryPnl extends PnlStore {
  rows: PnlRows;
  readonly asked: PnlSpan[];
  /** While set, every call fails, as with a database that is gone. */
  isDown: boolean;
}

export const SAMPLE_TICKER = 'KXBTCD-26NOV2317-T84899.99';

/** A fill of ten YES at 46 ¢, a fee of $0.02. */
export function sampleBooked(seq: number, changes: Partial<Booked> = {}): Booked {
  return {
    ...{ seq, id: `fill:t-${seq}:v-${seq}`, at: 1_795_186_800_000 + seq * 1000, kind: 'fill' },
    ...{ ticker: SAMPLE_TICKER, contracts: 1_000, realised: 0, fees: 20_000, equity: -20_000 },
    ...changes,
  };
}

/** The execution behind `sampleBooked(seq)`. */
export function sampleFill(seq: number, changes: Partial<FillFacts> = {}): FillFacts {
  return {
    ...{ tradeId: `t-${seq}`, venueOrderId: `v-${seq}`, at: 1_795_186_800_000 + seq * 1000 },
    ...{ ticker: SAMPLE_TICKER, side: 'bid', price: 4_600, count: 1_000, fee: 20_000 },
    ...{ isTaker: true, purpose: 'enter', decisionId: `d-${seq}` },
    ...changes,
  };
}

/** An empty reading with what is given. */
export function pnlRows(changes: Partial<PnlRows> = {}): PnlRows {
  return {
    ...{ cutFrom: null, limit: 10_000, equityBefore: null },
    ...{ booked: [], fills: [], decisions: [], externals: [] },
    ...changes,
  };
}

export function createMemoryPnl(): MemoryPnl {
  const store: MemoryPnl = {
    rows: pnlRows(),
    asked: [],
    isDown: false,
    readPnl: async (span) => {
      await Promise.resolve();
      store.asked.push(span);
      if (store.isDown) throw new Error('the database is gone');
      return store.rows;
    },
  };
  return store;
}
