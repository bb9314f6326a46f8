// How long an order takes to be acknowledged. In: acks. Out: a careful estimate in ms.

/** Before anything was measured. */
const UNMEASURED_MS = 250;
const LEAST_MS = 20;
const MOST_MS = 5_000;
/** A slower ack counts at once, a faster one only by this share. */
const EASING = 0.1;

/** Replaced, never changed in place. */
export interface OrderLatency {
  /** Null before the first ack. */
  readonly estimateMs: number | null;
  readonly acks: number;
}

/** Nothing measured. */
export const NO_ACKS: OrderLatency = { estimateMs: null, acks: 0 };

/** The estimate after one more ack: quick to rise, slow to fall. A time from a stepped clock teaches nothing. */
export function afterAck(latency: OrderLatency, tookMs: number): OrderLatency {
  if (!(tookMs >= 0 && tookMs <= 60_000)) return latency;
  const took = Math.min(MOST_MS, Math.max(LEAST_MS, tookMs));
  const before = latency.estimateMs ?? took;
  const estimateMs = took >= before ? took : before + EASING * (took - before);
  return { estimateMs, acks: latency.acks + 1 };
}

/** What to reckon with now, ms: 250 until an ack was measured. */
export function latencyMs(latency: OrderLatency): number {
  return latency.estimateMs ?? UNMEASURED_MS;
}
