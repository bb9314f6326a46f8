// What is due when. In: (time, action). Out: actions run in time order, ties in order of entry.
import { type Due, DueQueue } from '#lib/due-queue.ts';

interface Action extends Due {
  readonly run: (atMs: number) => void;
}

export class Agenda {
  readonly #queue = new DueQueue<Action>();
  #count = 0;

  /** Runs `run(atMs)` when time reaches `atMs`. */
  add(atMs: number, run: (atMs: number) => void): void {
    this.#queue.push({ atMs, order: this.#count++, run });
  }

  /** The earliest time anything is due, undefined when nothing is. */
  nextMs(): number | undefined {
    return this.#queue.first()?.atMs;
  }

  /** Takes and runs the earliest action. */
  runNext(): void {
    const next = this.#queue.pop();
    next?.run(next.atMs);
  }
}
