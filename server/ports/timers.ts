// Port: the only way to wait. The simulator owns time through it.
export interface Timers {
  /** Calls `run` once after `ms`; the returned function cancels it. */
  after(ms: number, run: () => void): () => void;
  /** Calls `run` every `ms` until cancelled. */
  every(ms: number, run: () => void): () => void;
}
