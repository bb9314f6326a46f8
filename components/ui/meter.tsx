// A labelled bar with its number beside it. In: ratio 0…1 or null. Out: role=meter, never colour alone.
import { Meter as BaseMeter } from '@base-ui/react/meter';

export interface MeterProps {
  readonly label: string;
  readonly ratio: number | null;
  readonly text: string;
}

export function Meter({ label, ratio, text }: MeterProps) {
  return (
    <BaseMeter.Root
      value={ratio === null ? 0 : Math.round(ratio * 100)}
      getAriaValueText={() => text}
      className="grid grid-cols-[auto_1fr_auto] items-center gap-2"
    >
      <BaseMeter.Label className="label">{label}</BaseMeter.Label>
      <BaseMeter.Track className="h-1.5 rounded-sm bg-raised">
        <BaseMeter.Indicator className="h-full rounded-sm bg-accent" />
      </BaseMeter.Track>
      <span className="num w-10 text-right text-xs" aria-hidden="true">
        {text}
      </span>
    </BaseMeter.Root>
  );
}
