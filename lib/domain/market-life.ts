// What became of one market. In: the last state of each offer, bookings. Out: sums for the one line that tells of it. Pure.
import type { ApprovalState } from './approval.ts';

/** What is stored of one market. */
export interface LifeRecord {
  /** The last state of each offer. */
  readonly offers: readonly ApprovalState[];
  /** Orders of ours that left. */
  readonly sent: number;
  /** Executions of ours. */
  readonly fills: number;
  /** Booked so far, net of fees, 1e-6 $; null where nothing is booked. */
  readonly netMicro: number | null;
  /** Nothing of it is open in the books any more: paid out, or sold before. */
  readonly isBooked: boolean;
}

export interface MarketLife extends Omit<LifeRecord, 'offers'> {
  /** How many offers ended how. */
  readonly offers: Readonly<Partial<Record<ApprovalState, number>>>;
}

/** Counts the offers by their end. */
export function lifeOf(record: LifeRecord): MarketLife {
  const offers: Partial<Record<ApprovalState, number>> = {};
  for (const state of record.offers) offers[state] = (offers[state] ?? 0) + 1;
  return { ...record, offers };
}
