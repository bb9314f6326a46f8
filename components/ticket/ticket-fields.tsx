// The fields of a ticket: trade, contracts, limit price in legal steps, taking or resting. In: draft. Out: changes of it.
'use client';
import { useId } from 'react';
import { Button } from '#components/ui/button.tsx';
import type { PriceRange } from '#lib/domain/market.ts';
import type { LadderRow } from '#lib/wire/market-rows.ts';
import {
  bookPrice,
  type Draft,
  fieldPrice,
  sideOf,
  snapped,
  stepped,
  TRADE_NAME,
  TRADES,
  yesPriceOf,
} from './ticket-draft.ts';

export interface TicketFieldsProps {
  readonly draft: Draft;
  readonly onDraft: (draft: Draft) => void;
  /** The market as it is now; absent once it is gone. */
  readonly row: LadderRow | undefined;
  /** Null until the gate has told the legal prices: nothing is snapped before. */
  readonly grid: readonly PriceRange[] | null;
}

const FIELD =
  'num h-8 w-full min-w-0 rounded-sm border border-line-strong bg-sunken px-2 text-right text-base text-ink pointer-coarse:h-11';
const CHOICE =
  'flex h-8 cursor-pointer items-center justify-center rounded-sm border border-line-strong px-1 text-xs text-ink-soft has-checked:border-accent has-checked:bg-raised has-checked:font-semibold has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-accent has-disabled:cursor-not-allowed has-disabled:opacity-45 pointer-coarse:h-11';

interface ChoicesProps<Value extends string> {
  readonly legend: string;
  readonly value: Value;
  readonly choices: readonly {
    readonly value: Value;
    readonly name: string;
    readonly hint?: string;
  }[];
  readonly onChoose: (value: Value) => void;
  readonly className: string;
}

function Choices<Value extends string>(props: ChoicesProps<Value>) {
  const { legend, value, choices, onChoose, className } = props;
  const name = useId();
  return (
    <fieldset className={`grid gap-1 ${className}`}>
      <legend className="sr-only">{legend}</legend>
      {choices.map((each) => (
        <label key={each.value} className={CHOICE} title={each.hint}>
          <input
            type="radio"
            name={name}
            className="sr-only"
            data-testid={`ticket-${each.value}`}
            checked={each.value === value}
            onChange={() => onChoose(each.value)}
          />
          {each.name}
        </label>
      ))}
    </fieldset>
  );
}

interface StepperProps {
  readonly label: string;
  readonly value: string;
  readonly testId: string;
  readonly onText: (text: string) => void;
  readonly onStep: (direction: 'up' | 'down') => void;
  readonly onLeave?: () => void;
}

function Stepper({ label, value, testId, onText, onStep, onLeave }: StepperProps) {
  const id = useId();
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="label block">
        {label}
      </label>
      <div className="flex gap-1">
        <Button
          className="h-8 w-8 shrink-0"
          aria-label={`${label}: less`}
          onClick={() => onStep('down')}
        >
          −
        </Button>
        <input
          id={id}
          className={FIELD}
          value={value}
          inputMode="decimal"
          autoComplete="off"
          data-testid={testId}
          onChange={(event) => onText(event.target.value)}
          onBlur={onLeave}
        />
        <Button
          className="h-8 w-8 shrink-0"
          aria-label={`${label}: more`}
          onClick={() => onStep('up')}
        >
          +
        </Button>
      </div>
    </div>
  );
}

function moreOrLess(text: string, direction: 'up' | 'down'): string {
  const now = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  return String(Math.max(1, direction === 'up' ? now + 1 : now - 1));
}

export function TicketFields({ draft, onDraft, row, grid }: TicketFieldsProps) {
  const outcome = draft.trade.endsWith('no') ? 'NO' : 'YES';
  const change = (part: Partial<Draft>) => onDraft({ ...draft, ...part });
  /** Another trade or style is another price: that of the book, or none that would be taken for the old one. */
  const reprice = (part: Partial<Draft>) => {
    const next = { ...draft, ...part };
    const at = row === undefined ? null : bookPrice(row, next.trade, next.style);
    onDraft({ ...next, price: at === null ? '' : fieldPrice(next.trade, at) });
  };
  const snap = () => {
    const typed = yesPriceOf(draft);
    if (typed === null || grid === null) return;
    const legal = snapped(grid, sideOf(draft.trade), typed);
    const shown = legal === null ? draft.price : fieldPrice(draft.trade, legal);
    if (shown !== draft.price) change({ price: shown });
  };
  return (
    <>
      <Choices
        legend="Trade"
        className="grid-cols-4"
        value={draft.trade}
        choices={TRADES.map((value) => ({
          ...{ value, name: TRADE_NAME[value] },
          hint: value.startsWith('sell')
            ? 'Exit: only what is held'
            : 'Entry: every check must pass',
        }))}
        onChoose={(trade) => reprice({ trade })}
      />
      <div className="mt-2 grid grid-cols-2 gap-2">
        <Stepper
          label="Contracts"
          value={draft.contracts}
          testId="ticket-contracts"
          onText={(contracts) => change({ contracts })}
          onStep={(to) => change({ contracts: moreOrLess(draft.contracts, to) })}
        />
        <Stepper
          label={`Limit, ${outcome} ¢`}
          value={draft.price}
          testId="ticket-price"
          onText={(price) => change({ price })}
          onStep={(to) => grid !== null && change({ price: stepped(grid, draft, to) })}
          onLeave={snap}
        />
      </div>
      <Choices
        legend="How"
        className="mt-2 mb-2.5 grid-cols-2"
        value={draft.style}
        choices={[
          { value: 'take', name: 'Take now, or cancel' },
          {
            ...{ value: 'make', name: 'Rest, post only' },
            hint: 'An entry rests until its expiry or until the gate pulls it; an exit 120 s at most',
          },
        ]}
        onChoose={(style) => reprice({ style })}
      />
    </>
  );
}
