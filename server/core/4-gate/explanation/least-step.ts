// The smallest number of steps at which something turns true. In: question, bound. Out: steps, or null.

/**
 * Least n in 1 … most with `turns(n)`, found by doubling and halving: about 2·log₂(n) questions. Exact when what is once
 * true stays true; otherwise a step at which it turns, near the smallest. Null when no doubling up to `most` turns it.
 */
export function leastStep(turns: (steps: number) => boolean, most: number): number | null {
  let before = 0;
  for (let probe = 1; ; probe = Math.min(2 * probe, most)) {
    if (turns(probe)) return between(turns, before, probe);
    if (probe >= most) return null;
    before = probe;
  }
}

/** `low` does not turn it, `high` does. */
function between(turns: (steps: number) => boolean, low: number, high: number): number {
  let [no, yes] = [low, high];
  while (yes - no > 1) {
    const middle = Math.floor((no + yes) / 2);
    if (turns(middle)) yes = middle;
    else no = middle;
  }
  return yes;
}
