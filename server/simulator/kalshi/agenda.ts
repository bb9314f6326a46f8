// What is due when: a binary heap of actions. In: (time, action). Out: actions run in time order, ties in order of entry.

interface Entry {
  readonly atMs: number;
  readonly order: number;
  readonly run: (atMs: number) => void;
}

function isBefore(left: Entry, right: Entry): boolean {
  return left.atMs === right.atMs ? left.order < right.order : left.atMs < right.atMs;
}

export class Agenda {
  readonly #heap: Entry[] = [];
  #count = 0;

  /** Runs `run(atMs)` when time reaches `atMs`. */
  add(atMs: number, run: (atMs: number) => void): void {
    const heap = this.#heap;
    const entry = { atMs, order: this.#count++, run };
    let hole = heap.length;
    heap.push(entry);
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || !isBefore(entry, above)) break;
      heap[hole] = above;
      hole = parent;
    }
    heap[hole] = entry;
  }

  /** The earliest time anything is due, undefined when nothing is. */
  nextMs(): number | undefined {
    return this.#heap[0]?.atMs;
  }

  /** Takes and runs the earliest action. */
  runNext(): void {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined) return;
    if (first !== last) this.#sink(last);
    first.run(first.atMs);
  }

  #sink(entry: Entry): void {
    const heap = this.#heap;
    let hole = 0;
    for (;;) {
      let child = 2 * hole + 1;
      const left = heap[child];
      if (left === undefined) break;
      const right = heap[child + 1];
      if (right !== undefined && isBefore(right, left)) child++;
      const least = heap[child];
      if (least === undefined || !isBefore(least, entry)) break;
      heap[hole] = least;
      hole = child;
    }
    heap[hole] = entry;
  }
}
