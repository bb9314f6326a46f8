// One row of the recorded layout, before it is a tick: every file becomes these, and they are merged by time.
import type { MarketTicker } from '#lib/domain/ids.ts';
import type {
  ContractDeltaTick,
  ContractQuoteTick,
  ContractSnapshotTick,
  MarketChangeTick,
  SpotTradeTick,
} from '#lib/domain/tick.ts';

type WithoutSid<Tick> = Omit<Tick, 'sid'>;

export interface RecordedRow {
  /** Recorder's wall clock, µs. */
  readonly us: number;
  /** Order within one µs; the subscription's own number where there is one. */
  readonly order: number;
  readonly session: string | null;
  /** The contract it is about; null for spot. */
  readonly ticker: MarketTicker | null;
  readonly body:
    | WithoutSid<ContractSnapshotTick>
    | WithoutSid<ContractDeltaTick>
    | ContractQuoteTick
    | SpotTradeTick
    | MarketChangeTick;
}

/** What the readers could not use, told in the report and never guessed at. */
export interface ReadFaults {
  unreadableRows: number;
  tornFiles: string[];
}

/** Rows without a number of their own come after the numbered ones of the same µs. */
export const UNNUMBERED = Number.MAX_SAFE_INTEGER;

/** Nanosecond text as whole µs: exact in a double, unlike the nanoseconds themselves. Null when it is no number. */
export function microseconds(ns: string | undefined): number | null {
  if (ns === undefined || !/^\d{16,19}$/.test(ns)) return null;
  return Number(ns.slice(0, -3));
}
