// The hash of a minute row: what every question of the second rests on. In: a row. Out: SHA-256 over its bits.
import { type Sha256, sha256Hex } from '#lib/domain/ids.ts';
import type { MinuteRow } from '#lib/domain/minute-row.ts';
import { sha256OfBytes } from '#lib/hash.ts';

/** A missing value has one pattern of bits, whatever arithmetic it came out of. */
const MISSING_BITS = 0x7fc00000;

function sizeOf(row: MinuteRow): number {
  let size = row.window.length + row.floors.length + 7;
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

/** Over time, base, levels, floors, columns, statics and window as float32, missing ones alike. */
function hashOfRow(row: MinuteRow): Sha256 {
  const { at, base, levels, floors, horizons, window } = row;
  const values = new Float32Array(sizeOf(row));
  let size = 0;
  const push = (part: ArrayLike<number>): void => {
    values.set(part, size);
    size += part.length;
  };
  push([
    Math.floor(at / 2 ** 20),
    at % 2 ** 20,
    base,
    levels.riskmetrics,
    levels.ewma30m,
    levels.ewma60m,
    levels.garch,
  ]);
  push(floors);
  for (const each of horizons) {
    push([each.minutes]);
    push(each.columns);
    push(each.statics);
  }
  push(window);
  const bits = new Uint32Array(values.buffer);
  for (let i = 0; i < size; i++) if (Number.isNaN(values[i])) bits[i] = MISSING_BITS;
  return sha256Hex(sha256OfBytes(new Uint8Array(values.buffer)));
}
