// The first half of an edit: every limit as a field, by group, with a search. In: limits, draft. Out: changes of the draft.
'use client';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { isPlainLimit, type PlainLimit } from '#lib/domain/limit-change.ts';
import { LIMIT_TEXTS, type LimitGroup } from '../limit-texts.ts';
import { judgeDraft } from './draft.ts';
import { LimitField, type LimitFieldProps } from './limit-field.tsx';

const GROUPS: readonly { readonly group: LimitGroup; readonly name: string }[] = [
  { group: 'used', name: 'What may be used up' },
  { group: 'entry', name: 'Every entry must meet' },
  { group: 'ask', name: 'When you are asked first' },
  { group: 'order', name: 'Orders' },
  { group: 'exit', name: 'Exits' },
];

const IDS = Object.keys(LIMIT_TEXTS).filter(isPlainLimit);

function isFound(id: PlainLimit, search: string): boolean {
  const { name, says } = LIMIT_TEXTS[id];
  return `${name} ${says} ${id}`.toLowerCase().includes(search.trim().toLowerCase());
}

export interface FieldsStepProps extends Omit<LimitFieldProps, 'id'> {
  /** Why nothing can be reviewed; null when it can. */
  readonly blocked: string | null;
  readonly onReview: () => void;
  readonly onCancel: () => void;
}

export function FieldsStep({ blocked, onReview, onCancel, ...field }: FieldsStepProps) {
  const [search, setSearch] = useState('');
  const { changes, problems } = judgeDraft(field.limits, field.draft);
  const [problem] = problems.values();
  const changed = Object.keys(changes).length;
  const summary = `${changed === 0 ? 'Nothing' : `${changed} limit${changed === 1 ? '' : 's'}`} changed`;
  const found = IDS.filter((id) => isFound(id, search));
  return (
    <>
      <TextField label="Find a limit" type="search" value={search} onText={setSearch} />
      <section aria-label="Limits" className="h-[42dvh] overflow-y-auto border-y border-line pr-2">
        {GROUPS.map(({ group, name }) => {
          const ids = found.filter((id) => LIMIT_TEXTS[id].group === group);
          if (ids.length === 0) return null;
          return (
            <fieldset key={group}>
              <legend className="pt-2 text-2xs text-ink-soft">{name}</legend>
              {ids.map((id) => (
                <LimitField key={id} id={id} {...field} />
              ))}
            </fieldset>
          );
        })}
        <p className="py-2 text-2xs text-ink-faint">
          The calendar of events stays with the limits file.
        </p>
      </section>
      <div className="mt-3 flex flex-wrap items-center justify-between gap-2">
        <p
          role="status"
          className={`min-w-0 flex-1 text-xs ${problem === undefined && blocked === null ? 'text-ink-soft' : 'text-severity-critical'}`}
        >
          {blocked ?? problem ?? summary}
        </p>
        <div className="flex gap-2">
          <Button data-cancel="" className="h-8" onClick={onCancel}>
            Cancel
          </Button>
          <Button
            className="h-8"
            disabled={blocked !== null || problem !== undefined || changed === 0}
            onClick={onReview}
            data-testid="limits-review"
          >
            Review the change
          </Button>
        </div>
      </div>
    </>
  );
}
