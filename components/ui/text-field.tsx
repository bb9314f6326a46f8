// A labelled one-line input. In: label, value, change. Out: label bound to input, hint bound by description.
'use client';
import { type ComponentProps, useId } from 'react';

export interface TextFieldProps extends Omit<ComponentProps<'input'>, 'className' | 'onChange'> {
  readonly label: string;
  readonly hint?: string;
  readonly onText: (text: string) => void;
}

export function TextField({ label, hint, onText, ...input }: TextFieldProps) {
  const id = useId();
  return (
    <div className="mb-3">
      <label htmlFor={id} className="mb-1 block text-xs text-ink-soft">
        {label}
      </label>
      <input
        {...input}
        id={id}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onChange={(event) => onText(event.target.value)}
        className="h-8 w-full rounded-sm border border-line-strong bg-sunken px-2 text-base text-ink placeholder:text-ink-faint pointer-coarse:h-11 pointer-coarse:text-lg"
      />
      {hint !== undefined && (
        <p id={`${id}-hint`} className="mt-1 text-2xs text-ink-faint">
          {hint}
        </p>
      )}
    </div>
  );
}
