// Assertions that stay on in production: the caller's faults and our own are told apart by their prefix.

// A text with a value in it costs a tenth of a microsecond even where it is never read: on a path that every event takes it
// is written in the failing branch only, `if (!holds) assertCondition(false, …)`.

/** Throws `Condition failed: …` when a caller broke a precondition. */
export function assertCondition(holds: boolean, message: string): asserts holds {
  if (!holds) throw new Error(`Condition failed: ${message}`);
}

/** Throws `Invariant: …` when our own logic is wrong; the engine treats it as a reason to kill. */
export function assertInvariant(holds: boolean, message: string): asserts holds {
  if (!holds) throw new Error(`Invariant: ${message}`);
}

/** Returns `value`, or throws `Invariant: …` when it is null or undefined. */
export function ensure<T>(value: T | null | undefined, message: string): T {
  assertInvariant(value !== null && value !== undefined, message);
  return value;
}
