// One choice of the filter. In: the names there are, the one chosen. Out: a labelled native list, with "all" on top.
'use client';
import { useId } from 'react';

export interface NameSelectProps {
  readonly label: string;
  readonly all: string;
  readonly names: readonly string[];
  /** Null = all. */
  readonly chosen: string | null;
  readonly onChoose: (name: string | null) => void;
}

export function NameSelect({ label, all, names, chosen, onChoose }: NameSelectProps) {
  const id = useId();
  // A name from the address that no row bears stays visible: it is what the list below is empty for.
  const shown = chosen === null || names.includes(chosen) ? names : [chosen, ...names];
  return (
    <span className="flex items-center gap-1.5">
      <label htmlFor={id} className="text-ink-faint">
        {label}
      </label>
      <select
        id={id}
        value={chosen ?? ''}
        onChange={(event) => onChoose(event.target.value === '' ? null : event.target.value)}
        className="h-6 max-w-44 rounded-sm border border-line-strong bg-sunken px-1 text-xs text-ink pointer-coarse:h-11"
      >
        <option value="">{all}</option>
        {shown.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </span>
  );
}
