// What the signal panel derives from a ladder row. In: the row. Out: the market's own probability.
import type { LadderRow } from '#lib/wire/topics.ts';

/** Prints of the last minute whose mean settles the contract (kalshi-api: 60 one-second index values). */
export const SETTLEMENT_PRINTS = 60;

/** The market's implied chance: the middle of bid and ask; null when a side is empty. */
export function marketProbability(row: LadderRow): number | null {
  return row.bid === null || row.ask === null ? null : (row.bid + row.ask) / 2 / 10_000;
}
