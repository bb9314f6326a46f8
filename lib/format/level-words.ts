// The kill levels in words: what each does, and where a drill of it was played.
import type { KillLevel } from '#lib/domain/kill.ts';
import type { DrillRow } from '#lib/wire/status-rows.ts';

export const LEVEL_SAYS: Readonly<
  Record<KillLevel, { readonly title: string; readonly text: string }>
> = {
  pause: { title: 'Pause entries', text: 'No new entries. Exits and cancels go on.' },
  'reduce-only': {
    title: 'Reduce only',
    text: 'Resting entries are cancelled; only what lowers a position leaves.',
  },
  kill: { title: 'Kill', text: 'Cancel every order, latch. Positions stay as they are.' },
  flatten: {
    title: 'Kill and flatten',
    text: 'Kill; once confirmed, close every position within its price bound.',
  },
};

/** Where a drill was played, in words. */
export const PLAYED_AT: Readonly<Record<DrillRow['venue'], string>> = {
  sim: 'on the simulator',
  demo: 'on Kalshi’s demo exchange',
};
