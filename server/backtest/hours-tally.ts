// What simulated hours were made of. In: every decision. Out: opportunities, what became of them, and the first reason each time.
import type { Decision } from '#lib/domain/verdict.ts';

export interface HoursFigures {
  /** Looks at a priced market in which we held nothing: each could have become an entry. */
  readonly opportunities: number;
  readonly entered: number;
  readonly flat: number;
  /** flat ÷ opportunities; 1 without any. */
  readonly flatShare: number;
  /** How often each check was the first to stand against an entry, most frequent first. */
  readonly reasons: Readonly<Record<string, number>>;
  /** Flat looks whose sentence gives no reason: must be 0. */
  readonly unexplained: number;
}

export interface HoursTally {
  add(decision: Decision): void;
  figures(): HoursFigures;
}

/** A tally of nothing. */
export function createHoursTally(): HoursTally {
  const reasons = new Map<string, number>();
  let entered = 0;
  let flat = 0;
  let unexplained = 0;
  return {
    add(decision) {
      const { verdict, candidate, checks, sentence } = decision;
      if (candidate === null) return;
      if (verdict === 'enter') entered += 1;
      if (verdict !== 'flat') return;
      flat += 1;
      const first = checks.find((check) => check.outcome !== 'pass');
      if (first === undefined || !sentence.startsWith('flat: ')) unexplained += 1;
      else reasons.set(first.id, (reasons.get(first.id) ?? 0) + 1);
    },
    figures() {
      const opportunities = entered + flat;
      return {
        opportunities,
        entered,
        flat,
        flatShare: opportunities === 0 ? 1 : flat / opportunities,
        reasons: Object.fromEntries([...reasons].sort((a, b) => b[1] - a[1])),
        unexplained,
      };
    },
  };
}
