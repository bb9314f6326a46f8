// What the signal panel derives from a ladder row. In: the row. Out: the market's own probability and the strike text.
import { formatStrike } from '#lib/format/usd.ts';
import type { LadderRow } from '#lib/wire/topics.ts';

/** Prints of the last minute whose mean settles the contract (kalshi-api: 60 one-second index values). */
export const SETTLEMENT_PRINTS = 60;

/** The market's implied chance: the middle of bid and ask; null when a side is empty. */
export function marketProbability(row: LadderRow): number | null {
  return row.bid === null || row.ask === null ? null : (row.bid + row.ask) / 2 / 10_000;
}

/** What YES needs, in words: "≥ 84,900", "84,900 – 85,149.99", "< 80,000"; the exact rule is the venue's title. */
export function strikeText(row: LadderRow): string {
  const { strikeCents, capCents } = row;
  if (strikeCents !== null && capCents !== null)
    return `${formatStrike(strikeCents)} – ${formatStrike(capCents)}`;
  if (capCents !== null) return `below ${formatStrike(capCents)}`;
  return strikeCents === null ? 'not set yet' : `above ${formatStrike(strikeCents)}`;
}
