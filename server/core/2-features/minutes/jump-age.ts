// How long ago the last jump was. In: the returns as they come. Out: minutes, and the feature made of them.
// Source: Lee–Mykland's test with a fixed threshold (models B2): |r| > 4·√(bipower variance of the hour before it).
// Feature jump-age: ln(1 + minutes) ÷ ln 1440, 0 (this minute) … 1 (none for a day).

const JUMP_SCORE = 4;
/** Minutes before the return whose bipower variance is its measure. */
export const JUMP_LOCAL_MINUTES = 60;
/** What is said while no jump has been seen. */
export const LONGEST_JUMP_AGE = 1_440;

/** Minutes since the last jump after a minute with return `value`; `local` = bipower variance of the hour before, or NaN. */
export function nextJumpAge(age: number, value: number, local: number): number {
  const jumped = local > 0 && Math.abs(value) > JUMP_SCORE * Math.sqrt(local);
  return jumped ? 0 : Math.min(LONGEST_JUMP_AGE, age + 1);
}

/** The feature. */
export function jumpAgeFeature(age: number): number {
  return Math.log1p(Math.min(LONGEST_JUMP_AGE - 1, age)) / Math.log(LONGEST_JUMP_AGE);
}
