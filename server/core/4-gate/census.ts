// Counts what every check does. In: results of the gate, a drill. Out: one count a check, plain data.
import type { CheckCount } from '#lib/domain/census.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import type { CheckResult } from '#lib/domain/verdict.ts';
import { runChecks } from './checks.ts';
import { worstInput, worstTrade } from './worst-input.ts';

type Counting = { -readonly [Key in keyof CheckCount]: CheckCount[Key] };

/** Owned by the spine, changed only here; in the order of the checklist. */
export interface Census {
  readonly counts: Map<string, Counting>;
}

/** Nothing counted. */
export function createCensus(): Census {
  return { counts: new Map() };
}

function countOf(census: Census, { id, label }: Pick<CheckResult, 'id' | 'label'>): Counting {
  const found = census.counts.get(id);
  if (found !== undefined) return found;
  const fresh = { id, label, evaluated: 0, fired: 0, lastFiredAt: null, lastDrilledAt: null };
  census.counts.set(id, fresh);
  return fresh;
}

/** One look at one market. */
export function countChecks(census: Census, checks: readonly CheckResult[], at: WallMs): void {
  for (const check of checks) {
    const count = countOf(census, check);
    count.evaluated += 1;
    if (check.outcome === 'pass') continue;
    count.fired += 1;
    count.lastFiredAt = at;
  }
}

/** What an earlier run had counted; checks that no longer exist are left behind. */
export function restoreCensus(census: Census, counts: readonly CheckCount[]): void {
  const known = new Set(runChecks(worstInput(), worstTrade()).map((check) => check.id));
  for (const count of counts) if (known.has(count.id)) census.counts.set(count.id, { ...count });
}

/** The types leave no value to fail it with. */
const CLOSED_BY_TYPE = new Set(['mode-permits']);

/** Shows every check the worst of markets. Returns the names of those that let it pass: there must be none. */
export function drillChecks(census: Census, at: WallMs): readonly string[] {
  const silent: string[] = [];
  for (const check of runChecks(worstInput(), worstTrade())) {
    const passes = check.outcome === 'pass';
    if (passes && !CLOSED_BY_TYPE.has(check.id)) silent.push(check.id);
    if (!passes) countOf(census, check).lastDrilledAt = at;
  }
  return silent;
}

/** The counts as they are now. */
export function censusRows(census: Census): readonly CheckCount[] {
  return [...census.counts.values()].map((count) => ({ ...count }));
}
