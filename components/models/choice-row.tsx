// A row of buttons of which one is pressed. In: legend, choices, the pressed one. Out: a fieldset.
'use client';
import { Button } from '#components/ui/button.tsx';

export interface ChoiceRowProps {
  readonly legend: string;
  readonly choices: readonly { readonly value: string; readonly name: string }[];
  readonly chosen: string;
  readonly onChoose: (value: string) => void;
}

const PRESSED = 'aria-pressed:border-accent aria-pressed:underline aria-pressed:underline-offset-2';

export function ChoiceRow({ legend, choices, chosen, onChoose }: ChoiceRowProps) {
  return (
    <fieldset className="flex flex-wrap items-center gap-1">
      <legend className="sr-only">{legend}</legend>
      {choices.map(({ value, name }) => (
        <Button
          key={value}
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
