// Time that exists only here: what is due, run one by one, promises settled in between. In: what, when. Out: order.
import { assertCondition } from '#lib/check.ts';
import { type Due, DueQueue } from '#lib/due-queue.ts';

interface Timer extends Due {
  run: (() => void) | null;
}

/** Events that share one round of Node's own loop: a round for each costs more than most of them. */
const BATCH = 16;

/** Lets every promise that can settle do so: an immediate runs when no microtask is left. */
function settlePromises(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** The one time of a simulated world, whole Unix ms. Equal times run in the order in which they were asked for. */
export class VirtualTime {
  readonly #queue = new DueQueue<Timer>();
  #nowMs: number;
  #count = 0;
  #ran = 0;

  constructor(startMs: number) {
    this.#nowMs = startMs;
  }

  nowMs(): number {
    return this.#nowMs;
  }

  /** Events run so far. */
  ran(): number {
    return this.#ran;
  }

  /** Runs `run` once, `ms` from now (rounded up to whole ms); the answer takes it back. */
  after(ms: number, run: () => void): () => void {
    assertCondition(!Number.isNaN(ms), 'a wait has a length');
    const wait = Math.min(Math.max(0, Math.ceil(ms)), 1e12);
    const timer: Timer = { atMs: this.#nowMs + wait, order: this.#count++, run };
    this.#queue.push(timer);
    return () => {
      timer.run = null;
    };
  }

  /** Runs everything due until `untilMs`, and stands there. Stops early when `isOver` says so. */
  async runUntil(untilMs: number, isOver: () => boolean = () => false): Promise<void> {
    await settlePromises();
    while (this.#isDue(untilMs) && !isOver()) await this.#runSome(untilMs, isOver);
    if (!isOver()) this.#nowMs = Math.max(this.#nowMs, untilMs);
  }

  #isDue(untilMs: number): boolean {
    const next = this.#queue.first();
    return next !== undefined && next.atMs <= untilMs;
  }

  /** A few events, each an immediate of its own: between two of them Node runs every microtask. */
  #runSome(untilMs: number, isOver: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      let hasFailed = false;
      const runNext = (): void => {
        if (hasFailed || !this.#isDue(untilMs) || isOver()) return;
        try {
          this.#runFirst();
        } catch (error) {
          hasFailed = true;
          reject(error);
        }
      };
      for (let i = 0; i < BATCH; i++) setImmediate(runNext);
      setImmediate(resolve);
    });
  }

  /** What is due first; nothing when it was taken back. */
  #runFirst(): void {
    const next = this.#queue.pop();
    if (next === undefined || next.run === null) return;
    this.#nowMs = next.atMs;
    this.#ran += 1;
    next.run();
  }
}
