// What an edit of the limits would have done to what was recorded. In: limits, changes, entries, refusals. Out: a preview.
import {
  changedIds,
  changeLimits,
  type LimitChanges,
  type PlainLimit,
  raisedIds,
} from '#lib/domain/limit-change.ts';
import { ASKING_LIMITS, LIMIT_READINGS, type LimitReading } from '#lib/domain/limit-readings.ts';
import type { Limits } from '#lib/domain/limits.ts';
import type { BlockedEntries, LimitPreview, LoosenedCheck } from '#lib/wire/limits-http.ts';
import type {
  RecordedCheck,
  RecordedEntry,
  RecordedFill,
  RecordedRefusal,
  RecordedSpan,
} from '#server/ports/limit-store.ts';

/** One contract in 1e-2 contracts, and its payout in 1e-4 $. */
const ONE_CONTRACT = 100;
const PAYOUT = 10_000;

interface Edit {
  readonly before: Limits;
  readonly after: Limits;
  readonly ids: readonly PlainLimit[];
}

type Fate = 'stands' | 'smaller' | 'blocked';

function passes({ side }: LimitReading, value: number, threshold: number): boolean {
  return side === 'atMost' ? value <= threshold : value >= threshold;
}

/** What the order itself adds to the value of a check: its contracts, or its cost at the worst, in the unit of the check. */
function partOfOrder(id: PlainLimit, { side, price, count }: RecordedEntry): number {
  if (id === 'maxOrderCount') return count;
  return (side === 'bid' ? price : PAYOUT - price) * count;
}

function fateUnder(id: PlainLimit, entry: RecordedEntry, check: RecordedCheck, edit: Edit): Fate {
  const reading = LIMIT_READINGS[id];
  if (reading === undefined || check.value === null) return 'stands';
  const threshold = reading.threshold(edit.after, check, edit.before);
  if (passes(reading, check.value, threshold)) return 'stands';
  if (reading.isSized !== true) return 'blocked';
  // The gate would have made it smaller: it is gone only where not even one contract fits.
  const part = partOfOrder(id, entry);
  const ofOne = (part * ONE_CONTRACT) / entry.count;
  return check.value - part + ofOne <= threshold ? 'smaller' : 'blocked';
}

function fateOf(entry: RecordedEntry, edit: Edit): Fate {
  const fates = edit.ids.flatMap((id) =>
    (entry.checks ?? [])
      .filter((check) => check.id === LIMIT_READINGS[id]?.check)
      .map((check) => fateUnder(id, entry, check, edit)),
  );
  if (fates.includes('blocked')) return 'blocked';
  return fates.includes('smaller') ? 'smaller' : 'stands';
}

function recordedValue(checks: readonly RecordedCheck[], id: string): number | null {
  return checks.find((check) => check.id === id)?.value ?? null;
}

/** True when a person would be asked by what is recorded; the first entry of a day is not told from its record alone. */
function isAsking(entry: RecordedEntry, limits: Limits): boolean {
  const checks = entry.checks ?? [];
  const confidence = recordedValue(checks, 'confidence');
  const gap = recordedValue(checks, 'disagreement');
  return (
    limits.flagEveryTrade ||
    entry.count > limits.flagCount ||
    (confidence !== null && confidence < limits.flagConfidence) ||
    (gap !== null && gap > limits.flagDisagreement)
  );
}

/** What a fill makes if held to settlement, after its fee, 1e-6 $. */
function atSettlement({ side, price, count, fee }: RecordedFill, isYes: boolean): number {
  const worth = isYes ? PAYOUT : 0;
  return (side === 'bid' ? worth - price : price - worth) * count - fee;
}

function totalOf(blocked: readonly RecordedEntry[]): BlockedEntries {
  let [unfilled, settled, resultMicro, open] = [0, 0, 0, 0];
  for (const { fills, isYes } of blocked) {
    if (fills.length === 0) unfilled += 1;
    else if (isYes === null) open += 1;
    else {
      settled += 1;
      for (const fill of fills) resultMicro += atSettlement(fill, isYes);
    }
  }
  return { count: blocked.length, unfilled, settled, resultMicro, open };
}

/** The failed check of this limit would pass under the edit. */
function isPast(id: PlainLimit, check: RecordedCheck, { before, after }: Edit): boolean {
  const reading = LIMIT_READINGS[id];
  if (reading === undefined || reading.check !== check.id || check.value === null) return false;
  return passes(reading, check.value, reading.threshold(after, check, before));
}

function loosenedBy(
  id: PlainLimit,
  refusals: readonly RecordedRefusal[],
  edit: Edit,
): LoosenedCheck {
  const hits = refusals.filter(({ failed }) => failed.some((check) => isPast(id, check, edit)));
  const alone = hits.filter(({ failed }) =>
    failed.every((check) => edit.ids.some((each) => isPast(each, check, edit))),
  );
  return { id, past: hits.length, alone: alone.length };
}

export interface PreviewInput {
  readonly limits: Limits;
  readonly changes: LimitChanges;
  readonly span: RecordedSpan;
  readonly from: number;
  readonly to: number;
}

/** The looser limits of an edit that a recorded refusal can tell about. */
export function loosenedIds(limits: Limits, changes: LimitChanges): readonly PlainLimit[] {
  return raisedIds(limits, changes).filter((id) => LIMIT_READINGS[id] !== undefined);
}

/**
 * Each recorded entry and refusal judged again by its own recorded values under the edited thresholds. Nothing is traded
 * again: an entry that was blocked would have left room for others, and what a refusal would have become nobody knows.
 */
export function previewLimits({ limits, changes, span, from, to }: PreviewInput): LimitPreview {
  const ids = changedIds(limits, changes);
  const edit: Edit = { before: limits, after: changeLimits(limits, changes), ids };
  const judged = span.entries.filter((entry) => entry.checks !== null);
  const fates = judged.map((entry) => ({ entry, fate: fateOf(entry, edit) }));
  const isAboutAsking = ids.some((id) => ASKING_LIMITS.has(id));
  const asked = fates.filter(
    ({ entry, fate }) => fate !== 'blocked' && !entry.wasAsked && isAsking(entry, edit.after),
  );
  return {
    ...{ from, to, entries: span.entries.length, judged: judged.length },
    blocked: totalOf(fates.filter(({ fate }) => fate === 'blocked').map(({ entry }) => entry)),
    smaller: fates.filter(({ fate }) => fate === 'smaller').length,
    asked: isAboutAsking ? asked.length : 0,
    loosened: loosenedIds(limits, changes).map((id) => loosenedBy(id, span.refusals, edit)),
    refusals: span.refusals.length,
    refusalsFrom: span.refusalsFrom,
    unknown: ids.filter((id) => LIMIT_READINGS[id] === undefined && !ASKING_LIMITS.has(id)),
    raised: raisedIds(limits, changes),
  };
}
