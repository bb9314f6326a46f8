// Pausing a moving list. In: rows in the order wanted, all that are known. Out: rows to show, how many wait, the switch.
'use client';
import { useState } from 'react';
import { type PausedRows, pausedRows } from './paused-rows.ts';

export interface Pause {
  readonly isPaused: boolean;
  /** Rows that came since. */
  readonly waiting: number;
  readonly toggle: () => void;
}

/** `all`: every row that is known, also those the list would not show. */
export function usePausedRows<Row>(
  rows: readonly Row[],
  all: readonly Row[],
  idOf: (row: Row) => string,
): { readonly rows: PausedRows<Row>['rows']; readonly pause: Pause } {
  const [held, setHeld] = useState<readonly string[] | null>(null);
  const shown = pausedRows({ rows, all }, held, idOf);
  return {
    rows: shown.rows,
    pause: {
      isPaused: held !== null,
      waiting: shown.waiting,
      toggle: () => setHeld(held === null ? rows.map(idOf) : null),
    },
  };
}
