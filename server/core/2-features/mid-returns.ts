// Log returns between whole seconds. In: one mid or a gap per second. Out: the return over any few seconds just past.
// Source: models B1 (mids, not trades, sampled at 1 s). A gap is no price: a return that would start or end in one is NaN.

/** Seconds kept, a power of two: three steps of fifteen seconds fit. */
const KEPT = 64;

export interface MidReturns {
  /** ln mid by second; NaN = gap. */
  readonly logs: Float64Array;
  seconds: number;
}

/** No mids yet. */
export function createMidReturns(): MidReturns {
  return { logs: new Float64Array(KEPT).fill(Number.NaN), seconds: 0 };
}

/** One second: the mid in USD, or null while it is not to be trusted. */
export function pushMid(mids: MidReturns, midUsd: number | null): void {
  mids.logs[mids.seconds & (KEPT - 1)] = midUsd === null ? Number.NaN : Math.log(midUsd);
  mids.seconds++;
}

/** ln mid `back` seconds before the newest, 0 … 63; NaN for a gap and before the beginning. */
export function logMid(mids: MidReturns, back: number): number {
  return mids.logs[(mids.seconds - 1 - back) & (KEPT - 1)] ?? Number.NaN;
}

/** Log return over `step` seconds that ended `back` seconds ago; NaN where a gap stands at either end. */
export function returnOver(mids: MidReturns, step: number, back = 0): number {
  return logMid(mids, back) - logMid(mids, back + step);
}
