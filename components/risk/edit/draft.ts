// The fields of an edit as typed, judged against the limits it was opened on. In: limits, texts. Out: changes and problems.
import {
  changedIds,
  LIMIT_RULES,
  type LimitChanges,
  type PlainLimit,
  valueProblem,
} from '#lib/domain/limit-change.ts';
import type { Limits } from '#lib/domain/limits.ts';
import { parseLimitInput } from '#lib/format/limit-input.ts';
import { formatLimitUnit, formatLimitValue } from '#lib/format/limit-value.ts';
import { LIMIT_TEXTS } from '../limit-texts.ts';

/** What was typed or switched, by the name of the limit; a limit that is not there was not touched. */
export type Draft = { readonly [Id in PlainLimit]?: string | boolean };

export interface JudgedDraft {
  readonly changes: LimitChanges;
  readonly problems: ReadonlyMap<PlainLimit, string>;
}

/** "0 to 1,000,000 $" */
export function boundsText(id: PlainLimit): string {
  const { min, max } = LIMIT_RULES[id];
  const { unit } = LIMIT_TEXTS[id];
  return `${formatLimitValue(min, unit)} to ${formatLimitValue(max, unit)} ${formatLimitUnit(unit)}`;
}

/** The bounds are said in the unit of the field, not in the one it is kept in. */
function problemOf(id: PlainLimit, value: number | boolean | null): string | null {
  if (value === null) return `${LIMIT_TEXTS[id].name}: type a plain number`;
  if (valueProblem(id, value) === null) return null;
  const isFine = typeof value === 'number' && !Number.isInteger(value);
  return isFine && LIMIT_RULES[id].kind === 'whole'
    ? `${LIMIT_TEXTS[id].name}: too many decimals`
    : `${LIMIT_TEXTS[id].name}: must be ${boundsText(id)}`;
}

/** Only what differs from `limits` is a change; a field typed back to what it was is none. */
export function judgeDraft(limits: Limits, draft: Draft): JudgedDraft {
  const values = new Map<string, number | boolean>();
  const problems = new Map<PlainLimit, string>();
  for (const id of IDS) {
    const given = draft[id];
    if (given === undefined) continue;
    const value = typeof given === 'boolean' ? given : parseLimitInput(given, LIMIT_TEXTS[id].unit);
    const problem = problemOf(id, value);
    if (problem !== null) problems.set(id, problem);
    else if (value !== null) values.set(id, value);
  }
  const all: LimitChanges = Object.fromEntries(values);
  const changes = Object.fromEntries(changedIds(limits, all).map((id) => [id, all[id]]));
  return { changes, problems };
}

const IDS = Object.keys(LIMIT_RULES).filter((id): id is PlainLimit =>
  Object.hasOwn(LIMIT_RULES, id),
);
