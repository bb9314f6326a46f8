// A bar with its label and its number above it. In: ratio 0…1. Out: role=meter, never colour alone.
import { Meter as BaseMeter } from '@base-ui/react/meter';

export interface MeterProps {
  readonly label: string;
  readonly ratio: number;
  readonly text: string;
  /** The one that the others are parts of. */
  readonly isWhole?: boolean;
}

export function Meter({ label, ratio, text, isWhole = false }: MeterProps) {
  return (
    <BaseMeter.Root
      value={Math.round(ratio * 100)}
      getAriaValueText={() => text}
      className="min-w-0"
    >
      <span className="flex items-baseline justify-between gap-1 leading-[13px]">
        <BaseMeter.Label
          title={label}
          className={`label truncate leading-[13px] tracking-normal ${isWhole ? 'font-semibold text-ink' : ''}`}
        >
          {label}
        </BaseMeter.Label>
        <span className="num text-2xs leading-[13px]" aria-hidden="true">
          {text}
        </span>
      </span>
      <BaseMeter.Track className="h-[3px] rounded-sm bg-raised">
        <BaseMeter.Indicator
          className={`h-full rounded-sm ${isWhole ? 'bg-accent' : 'bg-ink-faint'}`}
        />
      </BaseMeter.Track>
    </BaseMeter.Root>
  );
}
