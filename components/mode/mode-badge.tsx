// The mode as a word on its own colour: the first thing on the strip. Never colour alone.
import type { Mode } from '#lib/domain/mode.ts';

export interface ModeBadgeProps {
  readonly mode: Mode | null;
}

const MEANING: Readonly<Record<Mode, string>> = {
  sim: 'Simulated venue, play money',
  replay: 'Recorded data, no orders',
  paper: 'Live data, orders matched locally',
  demo: "Kalshi's demo exchange",
  live: 'Real orders, real money',
};

export function ModeBadge({ mode }: ModeBadgeProps) {
  return (
    <span
      data-testid="mode-badge"
      data-mode={mode ?? 'unknown'}
      title={mode === null ? 'The mode is not known yet' : MEANING[mode]}
      className="inline-flex h-7 w-[84px] shrink-0 items-center justify-center rounded-sm text-sm font-bold tracking-wider text-on-mode uppercase"
      style={{ backgroundColor: 'var(--mode-color)' }}
    >
      {mode ?? 'no mode'}
    </span>
  );
}
