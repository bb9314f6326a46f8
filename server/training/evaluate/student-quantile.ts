// The inverse of the unit-variance Student distribution. In: a level and ν. Out: the score, to 1e-9.
import { unitStudentCdf } from '#server/core/3-models/student-t.ts';

/** z with P(X ≤ z) = level, by bisection; 0.5 ≤ level < 1, ν > 2. */
export function unitStudentQuantile(level: number, nu: number): number {
  let [low, high] = [0, 1];
  while (unitStudentCdf(high, nu) < level) high *= 2;
  while (high - low > 1e-9) {
    const middle = (low + high) / 2;
    if (unitStudentCdf(middle, nu) < level) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
