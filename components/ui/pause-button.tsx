// The button that lets a moving list stand still, with the count of rows that wait behind it. Of one width in every state.
'use client';
import { PauseIcon, PlayIcon } from 'lucide-react';
import type { Pause } from './use-paused-rows.ts';

export interface PauseButtonProps {
  readonly pause: Pause;
  /** What stands still, e.g. "orders". */
  readonly what: string;
  /** Where there is little room: the count alone, its word only for screen readers and in the title. */
  readonly isNarrow?: boolean;
}

export function PauseButton({ pause, what, isNarrow = false }: PauseButtonProps) {
  const { isPaused, waiting, toggle } = pause;
  const Icon = isPaused ? PlayIcon : PauseIcon;
  const label = isPaused ? `Let the ${what} move, ${waiting} waiting` : `Hold the ${what} still`;
  return (
    <button
      type="button"
      data-testid="pause-list"
      data-paused={isPaused}
      aria-pressed={isPaused}
      aria-label={label}
      title={isPaused ? `${label}. Rows that are shown still say what is true now` : label}
      onClick={toggle}
      className={`inline-flex h-5 ${isNarrow ? 'w-10' : 'w-[74px]'} items-center justify-end gap-1 rounded-sm px-1 text-2xs hover:bg-raised pointer-coarse:h-7 ${isPaused ? 'font-semibold text-severity-warning' : 'text-ink-faint'}`}
    >
      {isPaused && <span className="num">{isNarrow ? waiting : `${waiting} waiting`}</span>}
      <Icon aria-hidden="true" className="size-3" />
    </button>
  );
}
