// The venue's record of index prints and the settlement mean over them. In: prints. Out: sums in exact cents.
// Source: kalshi-api §5.5, §7.1: whole-second prints, window (close − 60 s, close], a missing print settles No.
import type { IndexPrint } from './exchange-event.ts';

const WINDOW_PRINTS = 60;
const SECOND_MS = 1_000;
const KEPT_SECONDS = 3_600;

/** The mean of n prints, kept as its exact sum. */
export interface PrintSum {
  readonly sumCents: number;
  readonly prints: number;
}

export class IndexHistory {
  readonly #centsBySecond = new Map<number, number>();
  #latest: IndexPrint | undefined;

  /** Keeps a print; answers false when its stamp does not rise (such prints are dropped). */
  add(print: IndexPrint): boolean {
    if (this.#latest !== undefined && print.sourceMs <= this.#latest.sourceMs) return false;
    this.#latest = print;
    if (print.sourceMs % SECOND_MS !== 0) return true;
    const second = print.sourceMs / SECOND_MS;
    this.#centsBySecond.set(second, Math.round(print.valueUsd * 100));
    this.#centsBySecond.delete(second - KEPT_SECONDS);
    return true;
  }

  latest(): IndexPrint | undefined {
    return this.#latest;
  }

  /** Whole-second prints with stamps in [fromMs, untilMs). */
  between(fromMs: number, untilMs: number): PrintSum {
    let sumCents = 0;
    let prints = 0;
    for (let at = Math.ceil(fromMs / SECOND_MS); at * SECOND_MS < untilMs; at++) {
      const cents = this.#centsBySecond.get(at);
      if (cents === undefined) continue;
      sumCents += cents;
      prints++;
    }
    return { sumCents, prints };
  }

  /** The sum of the 60 prints in (closeMs − 60 s, closeMs], undefined when one is missing. */
  settlementSum(closeMs: number): number | undefined {
    const from = closeMs - (WINDOW_PRINTS - 1) * SECOND_MS;
    const window = this.between(from, closeMs + SECOND_MS);
    return window.prints === WINDOW_PRINTS ? window.sumCents : undefined;
  }
}
