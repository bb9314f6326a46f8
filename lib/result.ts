// Expected failures as values: parse functions return a Result, bugs throw (see check.ts).

/** Either a value or a plain-language reason. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: string };

/** The success branch. */
export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

/** The failure branch; `error` names the field and what was wrong with it. */
export function fail<T = never>(error: string): Result<T> {
  return { ok: false, error };
}

/** The value, or a throw that carries the failure: for input that our own code produced. */
export function unwrap<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`Condition failed: ${result.error}`);
  return result.value;
}
