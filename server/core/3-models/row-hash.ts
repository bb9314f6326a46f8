// The hash of a minute row: what every question of the second rests on. In: a row. Out: SHA-256 over its bits.
import { type Sha256, sha256Hex } from '#lib/domain/ids.ts';
import type { MinuteRow } from '#lib/domain/minute-row.ts';
import { sha256OfBytes } from '#lib/hash.ts';

/** A missing value has one pattern of bits, whatever arithmetic it came out of. */
const MISSING_BITS = 0x7fc00000;

/** The head: time in two parts, base and the levels. */
const HEAD = 7;

function sizeOf(row: MinuteRow): number {
  let size = row.window.length + row.floors.length + HEAD;
  for (const each of row.horizons) size += 1 + each.columns.length + each.statics.length;
  return size;
}

/** Questions and forecast of a second rest on the same row: it is hashed once. A row never changes once it is made. */
const known = new WeakMap<MinuteRow, Sha256>();

export function minuteRowHash(row: MinuteRow): Sha256 {
  const hash = known.get(row) ?? hashOfRow(row);
  known.set(row, hash);
  return hash;
}

/** Room for the longest row so far: every second hashes one. */
let room = new Float32Array(1_024);

/** Over time, base, levels, floors, columns, statics and window as float32, missing ones alike. */
function hashOfRow(row: MinuteRow): Sha256 {
  const { at, base, levels, floors, horizons, window } = row;
  const wanted = sizeOf(row);
  if (wanted > room.length) room = new Float32Array(2 * wanted);
  room[0] = Math.floor(at / 2 ** 20);
  room[1] = at % 2 ** 20;
  room[2] = base;
  room[3] = levels.riskmetrics;
  room[4] = levels.ewma30m;
  room[5] = levels.ewma60m;
  room[6] = levels.garch;
  room.set(floors, HEAD);
  let size = HEAD + floors.length;
  for (const { minutes, columns, statics } of horizons) {
    room[size++] = minutes;
    room.set(columns, size);
    size += columns.length;
    room.set(statics, size);
    size += statics.length;
  }
  room.set(window, size);
  size += window.length;
  const bits = new Uint32Array(room.buffer);
  for (let i = 0; i < size; i++) if (Number.isNaN(room[i])) bits[i] = MISSING_BITS;
  return sha256Hex(sha256OfBytes(new Uint8Array(room.buffer, 0, 4 * size)));
}
