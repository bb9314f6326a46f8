// The filters of the page: view, phase, purpose, market. In: a filter. Out: buttons that write the address.
'use client';
import { Button } from '#components/ui/button.tsx';
import type { OrderFilter } from './order-filter.ts';

export interface FilterBarProps {
  readonly filter: OrderFilter;
  readonly onChange: (changes: Partial<OrderFilter>) => void;
}

interface Choice<Value> {
  readonly value: Value;
  readonly name: string;
}

const VIEWS: readonly Choice<OrderFilter['view']>[] = [
  { value: 'orders', name: 'Orders' },
  { value: 'fills', name: 'Fills' },
];

const PHASES: readonly Choice<OrderFilter['phase']>[] = [
  { value: null, name: 'All states' },
  { value: 'working', name: 'Working' },
  { value: 'unknown', name: 'Unknown' },
  { value: 'finished', name: 'Finished' },
];

const PURPOSES: readonly Choice<OrderFilter['purpose']>[] = [
  { value: null, name: 'Entries and exits' },
  { value: 'enter', name: 'Entries' },
  { value: 'exit', name: 'Exits' },
];

const PRESSED = 'aria-pressed:border-accent aria-pressed:underline aria-pressed:underline-offset-2';

interface ChoicesProps<Value> {
  readonly label: string;
  readonly choices: readonly Choice<Value>[];
  readonly chosen: Value;
  readonly onChoose: (value: Value) => void;
}

function Choices<Value>({ label, choices, chosen, onChoose }: ChoicesProps<Value>) {
  return (
    <fieldset className="flex flex-wrap gap-1">
      <legend className="sr-only">{label}</legend>
      {choices.map(({ value, name }) => (
        <Button
          key={name}
          className={PRESSED}
          aria-pressed={value === chosen}
          onClick={() => onChoose(value)}
        >
          {name}
        </Button>
      ))}
    </fieldset>
  );
}

/** The market as it stands in the address; another one is written into the field, or chosen in the list. */
function MarketField({ filter, onChange }: FilterBarProps) {
  return (
    <form
      // A filter that was set elsewhere is a new field: what stands in it is what is shown.
      key={filter.ticker}
      className="flex items-center gap-1"
      onSubmit={(event) => {
        event.preventDefault();
        const text = new FormData(event.currentTarget).get('ticker');
        onChange({ ticker: (typeof text === 'string' && text.trim()) || null });
      }}
    >
      <input
        name="ticker"
        aria-label="Market ticker"
        placeholder="Market ticker, Enter"
        defaultValue={filter.ticker ?? ''}
        autoComplete="off"
        spellCheck={false}
        className="num h-6 w-56 rounded-sm border border-line-strong bg-sunken px-2 text-xs text-ink placeholder:text-ink-faint pointer-coarse:h-11"
      />
      {filter.ticker !== null && (
        <Button onClick={() => onChange({ ticker: null })}>All markets</Button>
      )}
    </form>
  );
}

export function FilterBar({ filter, onChange }: FilterBarProps) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 p-2">
      <Choices
        label="View"
        choices={VIEWS}
        chosen={filter.view}
        onChoose={(view) => onChange({ view })}
      />
      {filter.view === 'orders' && (
        <Choices
          label="State"
          choices={PHASES}
          chosen={filter.phase}
          onChoose={(phase) => onChange({ phase })}
        />
      )}
      <Choices
        label="Purpose"
        choices={PURPOSES}
        chosen={filter.purpose}
        onChoose={(purpose) => onChange({ purpose })}
      />
      <MarketField filter={filter} onChange={onChange} />
    </div>
  );
}
