// Reading numbers under strict index checks. In: array and index. Out: the number, NaN outside the array; are all numbers?

/** The element at `index`, or NaN where there is none: missing stays missing. */
export function numberAt(array: ArrayLike<number>, index: number): number {
  return array[index] ?? Number.NaN;
}

/** True when no element is NaN or infinite. A loop: `every` would box each number of a list that is asked every second. */
export function areFinite(array: ArrayLike<number>): boolean {
  for (let i = 0; i < array.length; i++) if (!Number.isFinite(array[i])) return false;
  return true;
}
