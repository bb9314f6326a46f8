// Sequence numbers of Kalshi subscriptions. In: sid and seq of each message. Out: in order, repeated, or a gap (F13).

/** Last number seen per subscription id. */
export interface SequenceTrack {
  readonly last: Map<number, number>;
}

/** `expected` is the number that did not come. */
export type SequenceVerdict =
  | { readonly kind: 'in-order' }
  | { readonly kind: 'repeated' }
  | { readonly kind: 'gap'; readonly expected: number };

const IN_ORDER: SequenceVerdict = { kind: 'in-order' };
const REPEATED: SequenceVerdict = { kind: 'repeated' };

/** No subscription seen yet, as after every (re)connect: sids and numbers start anew. */
export function createSequenceTrack(): SequenceTrack {
  return { last: new Map() };
}

/** Forgets every subscription. */
export function resetSequences(track: SequenceTrack): void {
  track.last.clear();
}

/** Judges and records one number. A sid's first message sets the start (a recording may begin midway). */
export function checkSequence(track: SequenceTrack, sid: number, seq: number): SequenceVerdict {
  const last = track.last.get(sid);
  if (last !== undefined && seq <= last) return REPEATED;
  track.last.set(sid, seq);
  if (last === undefined || seq === last + 1) return IN_ORDER;
  return { kind: 'gap', expected: last + 1 };
}
