// The filters of the list: verdict, series, check, span, market and ids. In: a filter. Out: fields that write the address.
'use client';
import { type ReactNode, useId } from 'react';
import { useTopic } from '#components/live/use-topic.ts';
import { Button } from '#components/ui/button.tsx';
import { SERIES } from '#lib/domain/market.ts';
import { DECISION_KINDS } from '#lib/wire/decisions-http.ts';
import { type DecisionFilter, filterOf, NO_FILTER } from './decision-filter.ts';

export interface DecisionFiltersProps {
  readonly filter: DecisionFilter;
  readonly onChange: (changes: Partial<DecisionFilter>) => void;
}

interface Choice {
  readonly value: string;
  readonly name: string;
}

const FIELD =
  'h-6 min-w-0 rounded-sm border border-line-strong bg-sunken px-1 text-xs text-ink pointer-coarse:h-11';

const KIND_NAMES: Readonly<Record<(typeof DECISION_KINDS)[number], string>> = {
  ...{ enter: 'enter', hold: 'hold', exit: 'exit', flat: 'flat' },
  ...{ vetoed: 'vetoed offer', expired: 'expired offer' },
};

function Labelled({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <label htmlFor={id} className="text-ink-faint">
        {label}
      </label>
      {children(id)}
    </span>
  );
}

interface SelectProps {
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly chosen: string | null;
  readonly onChoose: (value: string | null) => void;
}

function Select({ label, choices, chosen, onChoose }: SelectProps) {
  // What the address asks for stays visible even where nothing bears that name: it is what the list is empty for.
  const isKnown = chosen === null || choices.some(({ value }) => value === chosen);
  const shown = isKnown ? choices : [{ value: chosen, name: chosen }, ...choices];
  return (
    <Labelled label={label}>
      {(id) => (
        <select
          id={id}
          value={chosen ?? ''}
          onChange={(event) => onChoose(event.target.value || null)}
          className={`${FIELD} max-w-44`}
        >
          <option value="">all</option>
          {shown.map(({ value, name }) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );
}

/** Checks that the gate makes, by name; the live census knows them. */
function useChecks(): readonly Choice[] {
  const topic = useTopic('checks');
  if (topic.kind !== 'ready') return [];
  return topic.rows
    .map(({ id, label }) => ({ value: id, name: label }))
    .toSorted((left, right) => left.name.localeCompare(right.name));
}

/** Written into the address on Enter, on leaving the field, or at once where a time is picked. */
function TextFilters({ filter, onChange }: DecisionFiltersProps) {
  const submit = (form: HTMLFormElement) => {
    const fields = new FormData(form);
    const given = (name: string) => {
      const value = fields.get(name);
      return typeof value === 'string' ? value : null;
    };
    const { ticker, text, from, to } = filterOf({ get: given });
    onChange({ ticker, text, from, to });
  };
  const { ticker, text, from, to } = filter;
  return (
    <form
      // A filter that was set elsewhere is a new form: what stands in it is what is shown.
      key={JSON.stringify([ticker, text, from, to])}
      className="flex min-w-0 flex-wrap items-center gap-x-4 gap-y-1"
      onSubmit={(event) => {
        event.preventDefault();
        submit(event.currentTarget);
      }}
    >
      <Labelled label="From (UTC)">
        {(id) => (
          <input
            id={id}
            name="from"
            type="datetime-local"
            defaultValue={from ?? ''}
            className={FIELD}
          />
        )}
      </Labelled>
      <Labelled label="To (UTC)">
        {(id) => (
          <input
            id={id}
            name="to"
            type="datetime-local"
            defaultValue={to ?? ''}
            className={FIELD}
          />
        )}
      </Labelled>
      <Labelled label="Market">
        {(id) => (
          <input
            id={id}
            name="ticker"
            defaultValue={ticker ?? ''}
            placeholder="part of ticker or strike"
            autoComplete="off"
            spellCheck={false}
            className={`${FIELD} num w-48`}
          />
        )}
      </Labelled>
      <Labelled label="Ids">
        {(id) => (
          <input
            id={id}
            name="text"
            type="search"
            defaultValue={text ?? ''}
            placeholder="decision, order, offer, hash"
            autoComplete="off"
            spellCheck={false}
            className={`${FIELD} num w-48`}
          />
        )}
      </Labelled>
      <Button type="submit">Search</Button>
    </form>
  );
}

export function DecisionFilters({ filter, onChange }: DecisionFiltersProps) {
  const checks = useChecks();
  const kinds = DECISION_KINDS.map((kind) => ({ value: kind, name: KIND_NAMES[kind] }));
  const series = SERIES.map((each) => ({ value: each, name: each }));
  const isFiltered = Object.values(filter).some((value) => value !== null);
  const choose = (name: 'kind' | 'series' | 'check') => (value: string | null) =>
    onChange({ [name]: filterOf({ get: (each) => (each === name ? value : null) })[name] });
  return (
    <search
      aria-label="Search in decisions"
      className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line p-2 text-xs"
    >
      <Select label="Verdict" choices={kinds} chosen={filter.kind} onChoose={choose('kind')} />
      <Select label="Series" choices={series} chosen={filter.series} onChoose={choose('series')} />
      <Select
        label="Not passed"
        choices={checks}
        chosen={filter.check}
        onChoose={choose('check')}
      />
      <TextFilters filter={filter} onChange={onChange} />
      {isFiltered && <Button onClick={() => onChange(NO_FILTER)}>Clear all</Button>}
    </search>
  );
}
