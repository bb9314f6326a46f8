// The faults of a network, as data. In: a seeded source of draws. Out: one fault of one line, and how hard it strikes.
import type { Rng } from '#server/simulator/seeded/rng.ts';

/** A line between the engine and a venue. */
export const LINES = ['kalshi-rest', 'kalshi-ws', 'kraken-ws'] as const;
export type Line = (typeof LINES)[number];

/** What may befall one request and its answer. Of a request that is forwarded the venue has done what it asks. */
export const REST_FAULTS = [
  'slow',
  /** Taken and never passed on, nor answered. */
  'hang',
  /** Reset before it is passed on. */
  'refuse',
  /** An error instead of passing it on. */
  'fail-before',
  /** Done, and an error for an answer (F29). */
  'fail-after',
  /** Done, and the connection is reset instead of the answer (F44). */
  'lose-answer',
  /** Done, and never answered (F45). */
  'no-answer',
  /** Passed on twice, as an impatient middle man does; the second answer counts. */
  'twice',
  /** Done, and half of the answer is not JSON. */
  'garble',
  /** Done, and the connection is reset in the middle of the answer. */
  'cut',
  /** The answer comes drop by drop. */
  'drip',
] as const;

/** What may befall a WebSocket and the messages on it. */
export const SOCKET_FAULTS = [
  'slow',
  /** Nothing passes either way; all of it comes in the end. */
  'stall',
  /** Only pings and pongs pass: an open socket is not data. */
  'mute',
  /** What the engine says does not arrive. */
  'deaf',
  /** Reset in the middle of a frame. */
  'reset',
  /** The far end is gone and nobody says so. */
  'half-open',
  /** No new connection comes about. */
  'refuse',
  'lose',
  'twice',
  'swap',
  /** A whole message that is not JSON. */
  'garble',
  /** A whole message of half its text. */
  'cut',
  'drip',
] as const;

export type FaultKind = (typeof REST_FAULTS)[number] | (typeof SOCKET_FAULTS)[number];

export interface Fault {
  readonly line: Line;
  readonly kind: FaultKind;
  /** Of all requests or messages, how many it strikes: 0 … 1. */
  readonly share: number;
  /** How long it lasts, ms. */
  readonly forMs: number;
  /** Mean delay of `slow`, ms. */
  readonly delayMs: number;
}

/** Faults that strike a whole line as long as they last. */
const WHOLE: ReadonlySet<FaultKind> = new Set(['slow', 'stall', 'mute', 'deaf', 'refuse', 'drip']);
/** One of a stream of messages is enough: none would come after it. */
const RARE: ReadonlySet<FaultKind> = new Set(['reset', 'half-open']);

function shareOf(line: Line, kind: FaultKind, rng: Rng): number {
  if (WHOLE.has(kind)) return 1;
  if (line === 'kalshi-rest') return rng.chance(0.3) ? 1 : 0.2 + 0.5 * rng.uniform();
  return RARE.has(kind) ? 0.02 : 0.02 + 0.3 * rng.uniform();
}

function oneOf<T>(values: readonly [T, ...T[]], rng: Rng): T {
  return values[rng.below(values.length)] ?? values[0];
}

/** Any fault of any line, lasting 1.5 to 12 s. */
export function drawFault(rng: Rng): Fault {
  const line = oneOf(LINES, rng);
  const kind = line === 'kalshi-rest' ? oneOf(REST_FAULTS, rng) : oneOf(SOCKET_FAULTS, rng);
  return {
    ...{ line, kind, share: shareOf(line, kind, rng) },
    forMs: 1_500 + 10_500 * rng.uniform() ** 2,
    delayMs: 20 + 1_500 * rng.uniform() ** 3,
  };
}
