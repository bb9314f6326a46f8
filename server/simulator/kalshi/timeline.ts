// A value and its recent past, so that reads can lag writes. In: values with times. Out: the value as of an instant.

/** How much past is kept, ms: more than the largest read lag. */
const HORIZON_MS = 90_000;
const PRUNE_ABOVE = 32;

export class Timeline<T> {
  readonly #entries: { atMs: number; value: T }[] = [];

  /** Appends a value; times never go back. */
  push(atMs: number, value: T): void {
    this.#entries.push({ atMs, value });
    if (this.#entries.length > PRUNE_ABOVE) this.#prune(atMs - HORIZON_MS);
  }

  /** The newest value not younger than `atMs`, undefined before the first. */
  at(atMs: number): T | undefined {
    for (let i = this.#entries.length - 1; i >= 0; i--) {
      const entry = this.#entries[i];
      if (entry !== undefined && entry.atMs <= atMs) return entry.value;
    }
    return undefined;
  }

  #prune(beforeMs: number): void {
    let keepFrom = 0;
    while (keepFrom + 1 < this.#entries.length) {
      const next = this.#entries[keepFrom + 1];
      if (next === undefined || next.atMs > beforeMs) break;
      keepFrom++;
    }
    if (keepFrom > 0) this.#entries.splice(0, keepFrom);
  }
}
