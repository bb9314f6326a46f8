// One limit of the edit: its words, unit, bounds, value in force and what is typed. In: limits, draft. Out: a labelled field.
'use client';
import { useId } from 'react';
import { LIMIT_RULES, type PlainLimit, raisedIds } from '#lib/domain/limit-change.ts';
import type { Limits } from '#lib/domain/limits.ts';
import { limitInputText } from '#lib/format/limit-input.ts';
import { formatLimitUnit, formatLimitValue } from '#lib/format/limit-value.ts';
import { LIMIT_TEXTS } from '../limit-texts.ts';
import { boundsText, type Draft, judgeDraft } from './draft.ts';

export interface LimitFieldProps {
  readonly id: PlainLimit;
  readonly limits: Limits;
  readonly draft: Draft;
  readonly onChange: (id: PlainLimit, value: string | boolean) => void;
}

function noteOf({ id, limits, draft }: LimitFieldProps): {
  readonly text: string;
  readonly isProblem: boolean;
} {
  const { problems, changes } = judgeDraft(limits, { [id]: draft[id] });
  const problem = problems.get(id);
  if (problem !== undefined) return { text: problem, isProblem: true };
  if (changes[id] === undefined) return { text: '', isProblem: false };
  const isRaised = raisedIds(limits, changes).length > 0;
  return { text: isRaised ? 'raises risk' : 'lowers risk', isProblem: false };
}

export function LimitField(props: LimitFieldProps) {
  const { id, limits, draft, onChange } = props;
  const field = useId();
  const { name, says, unit } = LIMIT_TEXTS[id];
  const isSwitch = LIMIT_RULES[id].kind === 'switch';
  const value = limits[id];
  const given = draft[id];
  const { text, isProblem } = noteOf(props);
  const about = `${field}-about ${field}-note`;
  return (
    <div
      data-testid="limit-field"
      data-limit={id}
      className="grid grid-cols-[minmax(0,1fr)_9.5rem] gap-x-3 border-b border-line/55 py-1.5"
    >
      <div className="min-w-0">
        <label htmlFor={field} className="text-xs text-ink">
          {name}
        </label>
        <p id={`${field}-about`} className="text-2xs text-ink-faint">
          {says} In force:{' '}
          <span className="num">
            {formatLimitValue(Number(value), unit)} {formatLimitUnit(unit)}
          </span>
          {isSwitch ? '.' : `; ${boundsText(id)}.`}
        </p>
      </div>
      <div>
        {isSwitch ? (
          <select
            id={field}
            aria-describedby={about}
            value={(given ?? value) === true ? 'yes' : 'no'}
            onChange={(event) => onChange(id, event.target.value === 'yes')}
            className="h-7 w-full rounded-sm border border-line-strong bg-sunken px-2 text-xs text-ink pointer-coarse:h-11"
          >
            <option value="no">no</option>
            <option value="yes">yes</option>
          </select>
        ) : (
          <div className="flex items-center gap-1.5">
            <input
              id={field}
              inputMode="decimal"
              autoComplete="off"
              aria-describedby={about}
              aria-invalid={isProblem}
              value={typeof given === 'string' ? given : limitInputText(Number(value), unit)}
              onChange={(event) => onChange(id, event.target.value)}
              className="num h-7 w-full min-w-0 rounded-sm border border-line-strong bg-sunken px-2 text-right text-xs text-ink aria-invalid:border-severity-critical pointer-coarse:h-11"
            />
            <span className="w-12 shrink-0 truncate text-2xs text-ink-faint">
              {formatLimitUnit(unit)}
            </span>
          </div>
        )}
        <p
          id={`${field}-note`}
          data-testid="limit-note"
          className={`min-h-4 text-2xs ${isProblem ? 'text-severity-critical' : text === 'raises risk' ? 'font-semibold text-severity-warning' : 'text-ink-soft'}`}
        >
          {text}
        </p>
      </div>
    </div>
  );
}
