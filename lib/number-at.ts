// Reading a typed array under strict index checks. In: array and index. Out: the number, NaN outside the array.

/** The element at `index`, or NaN where there is none: missing stays missing. */
export function numberAt(array: ArrayLike<number>, index: number): number {
  return array[index] ?? Number.NaN;
}
