// How long the venue takes to answer an order. In: uniform random numbers. Out: milliseconds.
// Fitted to real orders (median 47 ms, 95th percentile 125 ms): log-normal, ln-sd 0.595.

export interface LatencyShape {
  readonly medianMs: number;
  readonly p95Ms: number;
}

/** Submit-to-answer time of real immediate orders, April to May 2026. */
export const RECORDED_ORDER_LATENCY: LatencyShape = { medianMs: 47, p95Ms: 125 };

/** The standard normal quantile at 0.95. */
const Z95 = 1.6448536269514722;

/** One draw, milliseconds. `random` answers uniform numbers in [0, 1) (Box–Muller takes two). */
export function drawLatencyMs(shape: LatencyShape, random: () => number): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random()));
  const normal = radius * Math.cos(2 * Math.PI * random());
  const spread = Math.log(shape.p95Ms / shape.medianMs) / Z95;
  return shape.medianMs * Math.exp(spread * normal);
}
