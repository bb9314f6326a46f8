// One choice among a few, as radio buttons in a row. In: its values in words. Out: the one that was chosen.
'use client';
import { useId } from 'react';

export interface ChoiceOption<Value extends string> {
  readonly value: Value;
  readonly name: string;
}

export interface ChoiceGroupProps<Value extends string> {
  readonly legend: string;
  /** What it changes, in a sentence. */
  readonly about: string;
  readonly value: Value;
  readonly options: readonly ChoiceOption<Value>[];
  readonly onChoose: (value: Value) => void;
}

export function ChoiceGroup<Value extends string>(props: ChoiceGroupProps<Value>) {
  const { legend, about, value, options, onChoose } = props;
  const name = useId();
  return (
    <fieldset
      aria-describedby={`${name}-about`}
      className="grid min-w-0 gap-x-4 gap-y-1 border-b border-line px-2 py-2 text-xs last:border-b-0 md:grid-cols-[7rem_minmax(0,1fr)] md:items-center"
    >
      <legend className="float-left font-medium text-ink md:contents">
        <span>{legend}</span>
      </legend>
      <div className="clear-both min-w-0 md:col-start-2">
        <div className="flex flex-wrap gap-1">
          {options.map((option) => (
            <label
              key={option.value}
              className="flex h-7 cursor-pointer items-center gap-1.5 rounded-sm border border-line-strong px-2 text-ink-soft hover:text-ink has-checked:border-accent has-checked:bg-raised has-checked:font-medium has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-focus pointer-coarse:h-11"
            >
              <input
                type="radio"
                name={name}
                value={option.value}
                checked={option.value === value}
                onChange={() => onChoose(option.value)}
                className="size-3 accent-accent outline-none"
              />
              {option.name}
            </label>
          ))}
        </div>
        <p id={`${name}-about`} className="mt-1 text-2xs text-ink-faint">
          {about}
        </p>
      </div>
    </fieldset>
  );
}
