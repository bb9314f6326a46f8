// What a member may say at most and at least. In: a log-forecast, its base and floor. Out: the same within bounds.
// Source: models B5, lesson 5: within base − 1.5 … base + 2, and never under the floor of the hour.

/** Bounds of a correction of ln variance around the base. */
export const LOWEST_CORRECTION = -1.5;
export const HIGHEST_CORRECTION = 2;

/** ln variance within its bounds; `floor` is NaN while no day is known and then binds nothing. */
export function boundedLog(log: number, base: number, floor: number): number {
  const held = base + Math.max(LOWEST_CORRECTION, Math.min(HIGHEST_CORRECTION, log - base));
  return Number.isNaN(floor) ? held : Math.max(floor, held);
}
