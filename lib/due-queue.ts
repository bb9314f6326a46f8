// What is due next: a binary heap. In: entries with a time and a number. Out: the earliest; of equal times the lowest number.

export interface Due {
  /** Unix ms. */
  readonly atMs: number;
  /** Rising with every entry: equal times leave in order of entry. */
  readonly order: number;
}

function isBefore(left: Due, right: Due): boolean {
  return left.atMs === right.atMs ? left.order < right.order : left.atMs < right.atMs;
}

/** Push and pop in O(log n). */
export class DueQueue<Entry extends Due> {
  readonly #heap: Entry[] = [];

  /** The entry that leaves next; undefined when there is none. */
  first(): Entry | undefined {
    return this.#heap[0];
  }

  push(entry: Entry): void {
    const heap = this.#heap;
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

  /** Takes the first entry out; undefined when there is none. */
  pop(): Entry | undefined {
    const first = this.#heap[0];
    const last = this.#heap.pop();
    if (last !== undefined && last !== first) this.#sink(last);
    return first;
  }

  /** Puts `entry` where the first was, and down to its place. */
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
