// A bar with the words it stands for below it. In: a share 0 … 1 or null, its level. Out: a meter, never colour alone.
import { Meter } from '@base-ui/react/meter';
import type { UseLevel } from './use-view.ts';

export interface ShareBarProps {
  /** What a screen reader calls it. */
  readonly label: string;
  /** What it says, all in one: number, limit, word. */
  readonly spoken: string;
  /** 0 … 1 and more; null = not known. */
  readonly share: number | null;
  readonly level: UseLevel;
  /** The short words below the bar. */
  readonly text: string;
}

const BAR: Readonly<Record<UseLevel, string>> = {
  full: 'bg-severity-critical',
  near: 'bg-severity-warning',
  unknown: 'bg-transparent',
  room: 'bg-ink-faint',
};

const INK: Readonly<Record<UseLevel, string>> = {
  full: 'font-semibold text-severity-critical',
  near: 'font-semibold text-severity-warning',
  unknown: 'text-severity-warning italic',
  room: 'text-ink-soft',
};

function Words({ level, text }: Pick<ShareBarProps, 'level' | 'text'>) {
  return <span className={`num block whitespace-normal text-2xs ${INK[level]}`}>{text}</span>;
}

/** A share that is not known has words and no bar: an empty one would look like 0. */
export function ShareBar({ label, spoken, share, level, text }: ShareBarProps) {
  if (share === null) return <Words level={level} text={text} />;
  return (
    <Meter.Root
      value={Math.min(100, Math.max(0, share * 100))}
      aria-label={label}
      getAriaValueText={() => spoken}
      className="min-w-0"
    >
      <Meter.Track className="mt-1 h-1.5 rounded-sm bg-raised">
        <Meter.Indicator className={`h-full rounded-sm ${BAR[level]}`} />
      </Meter.Track>
      <span aria-hidden="true">
        <Words level={level} text={text} />
      </span>
    </Meter.Root>
  );
}
