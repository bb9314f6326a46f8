// Running sums of one column, for any trailing window in O(1). In: one value or NaN a minute. Out: means of windows.
// Source: prefix sums in a ring; a window is the difference of two of them. A missing minute adds neither value nor count.
import { assertCondition } from '#lib/check.ts';

export interface MinuteTrack {
  /** Longest window at the newest minute. */
  readonly capacity: number;
  /** Entry k mod (capacity + 1) covers minutes 0 … k − 1. */
  sum: Float64Array;
  count: Uint32Array;
  /** Minutes appended so far. */
  length: number;
}

/** A trailing window: its length, and the least share of it that must be known. */
export interface TrailingWindow {
  readonly minutes: number;
  readonly leastShare?: number;
}

/** Share of a window that must be known unless a caller asks for more. */
const LEAST_SHARE = 0.6;

/** Entries a ring begins with; it doubles when they are full: one for each second of the minute, they would fill megabytes. */
export const FIRST_ROOM = 8;

/** An empty track that keeps `capacity` minutes. */
export function createMinuteTrack(capacity: number): MinuteTrack {
  const room = Math.min(FIRST_ROOM, capacity + 1);
  return { capacity, sum: new Float64Array(room), count: new Uint32Array(room), length: 0 };
}

/** The next size of a full ring of at most `most`: twice, and all of it from a third on, so that a loaded past is its last. */
export function nextRoom(room: number, most: number): number {
  return 3 * room > most ? most : 2 * room;
}

function makeRoom(track: MinuteTrack, place: number): void {
  const { sum, count } = track;
  if (place < sum.length) return;
  const room = nextRoom(sum.length, track.capacity + 1);
  track.sum = new Float64Array(room);
  track.sum.set(sum);
  track.count = new Uint32Array(room);
  track.count.set(count);
}

/** Appends one minute; NaN is a missing one. */
export function appendToTrack(track: MinuteTrack, value: number): void {
  const size = track.capacity + 1;
  const last = track.length % size;
  const next = (track.length + 1) % size;
  makeRoom(track, next);
  const known = Number.isFinite(value);
  track.sum[next] = (track.sum[last] ?? Number.NaN) + (known ? value : 0);
  track.count[next] = (track.count[last] ?? Number.NaN) + (known ? 1 : 0);
  track.length++;
}

/**
 * Mean over the `minutes` up to and including index i, of those that are known; NaN when fewer than `leastShare` of them
 * are, and for an index that has not come yet. Minutes before the first are missing ones. The window must still be held.
 */
export function trailingMean(track: MinuteTrack, i: number, window: TrailingWindow): number {
  if (i < 0 || i >= track.length) return Number.NaN;
  const from = Math.max(0, i + 1 - window.minutes);
  if (from < track.length - track.capacity)
    assertCondition(false, `minute ${from} has left a track of ${track.capacity} minutes`);
  const size = track.capacity + 1;
  const [end, start] = [(i + 1) % size, from % size];
  const count = (track.count[end] ?? Number.NaN) - (track.count[start] ?? Number.NaN);
  if (!(count > 0) || count < (window.leastShare ?? LEAST_SHARE) * window.minutes)
    return Number.NaN;
  return ((track.sum[end] ?? Number.NaN) - (track.sum[start] ?? Number.NaN)) / count;
}
