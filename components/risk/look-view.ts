// What each rule does to the markets now. In: the latest decisions. Out: how many a check refuses, how many a flag asks about.
import type { DecisionRow } from '#lib/wire/signal-rows.ts';

/** Of the markets looked at: how many this rule stops or asks about. */
export interface RuleCount {
  readonly markets: number;
  readonly hit: number;
  /** Among the hit: those where an input of the check was not there. */
  readonly missing: number;
}

export interface LookCounts {
  readonly markets: number;
  /** By the id of the check. */
  readonly refused: Readonly<Record<string, RuleCount>>;
  /** By the id of the flag. */
  readonly asked: Readonly<Record<string, number>>;
}

/** Counts over the gate's own results, one look a market. */
export function countLooks(rows: readonly DecisionRow[]): LookCounts {
  const refused: Record<string, { markets: number; hit: number; missing: number }> = {};
  const asked: Record<string, number> = {};
  for (const { checks, flags } of rows) {
    for (const { id, outcome } of checks) {
      const count = refused[id] ?? { markets: 0, hit: 0, missing: 0 };
      refused[id] = count;
      count.markets += 1;
      if (outcome !== 'pass') count.hit += 1;
      if (outcome === 'missing') count.missing += 1;
    }
    for (const { id } of flags) asked[id] = (asked[id] ?? 0) + 1;
  }
  return { markets: rows.length, refused, asked };
}

/** "refuses 3 of 12, 1 for want of data"; null where no market was looked at. */
export function refusedText(count: RuleCount | undefined): string | null {
  if (count === undefined || count.markets === 0) return null;
  const { hit, markets, missing } = count;
  const text = hit === 0 ? `passes all ${markets}` : `refuses ${hit} of ${markets}`;
  return missing === 0 ? text : `${text}, ${missing} for want of data`;
}
