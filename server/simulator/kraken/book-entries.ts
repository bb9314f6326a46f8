// The book emission recipe: one engine event on one side in, the entries each subscribed depth is told out (kraken-api §2).
import { type Ladder, type LadderLevel, setLadderLevel } from './ladder.ts';

/**
 * Applies the changes in order and says what each depth sees of them: a change in scope is told, a removal is followed by
 * the level that comes back at the bottom, an insert pushes the worst level out silently, what is out of scope is not told.
 */
export function applyAndTell(
  ladder: Ladder,
  changes: readonly LadderLevel[],
  depths: readonly number[],
): Map<number, LadderLevel[]> {
  const told = new Map<number, LadderLevel[]>();
  for (const change of changes) {
    const result = setLadderLevel(ladder, change);
    if (result === null) continue;
    for (const depth of depths) {
      if (result.index >= depth) continue;
      const entries = told.get(depth) ?? [];
      told.set(depth, entries);
      entries.push(change);
      const refill = result.kind === 'removed' ? ladder.levels[depth - 1] : undefined;
      if (refill !== undefined) entries.push(refill);
    }
  }
  return told;
}
