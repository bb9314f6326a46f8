// Prints lost on the 1 Hz index stream: whole-second prints of the 5 Hz stream come in, the lost ones go out.
import type { IndexPrintTick } from '#lib/domain/tick.ts';

/** Stamps of the newest 1 Hz prints, and whole-second 5 Hz prints that none of them has confirmed yet. */
export interface IndexGap {
  readonly slowStamps: readonly number[];
  readonly pending: readonly IndexPrintTick[];
}

/** Nothing seen yet. */
export const NO_INDEX_GAP: IndexGap = { slowStamps: [], pending: [] };

/** How much later a 5 Hz stamp must be before the 1 Hz print of a second counts as lost. */
const PATIENCE_MS = 800;
const KEPT = 8;

/** A 1 Hz print arrived: its second is not lost. */
export function slowPrint(gap: IndexGap, print: IndexPrintTick): IndexGap {
  return {
    slowStamps: [...gap.slowStamps, print.sourceAt].slice(-KEPT),
    pending: gap.pending.filter((each) => each.sourceAt !== print.sourceAt),
  };
}

/**
 * A 5 Hz stamp arrived, with its print when it is a whole second. Yields prints whose 1 Hz twin is overdue, so that one
 * lost message does not cost a settlement print (kalshi-api §5.5, §7.1: whole seconds are what counts).
 */
export function fastPrint(
  gap: IndexGap,
  stampMs: number,
  print: IndexPrintTick | null,
): { readonly gap: IndexGap; readonly lost: readonly IndexPrintTick[] } {
  const fresh = print !== null && !gap.slowStamps.includes(print.sourceAt) ? [print] : [];
  const waiting = [...gap.pending, ...fresh].slice(-KEPT);
  const overdue = (each: IndexPrintTick) => stampMs - each.sourceAt >= PATIENCE_MS;
  return {
    gap: { ...gap, pending: waiting.filter((each) => !overdue(each)) },
    lost: waiting.filter(overdue),
  };
}
