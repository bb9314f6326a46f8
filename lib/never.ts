// Exhaustiveness: a switch that forgets a case does not compile.

/** Marks a branch the compiler has proven unreachable. */
export function assertNever(value: never): never {
  throw new Error(`Invariant: unhandled case ${JSON.stringify(value)}`);
}
