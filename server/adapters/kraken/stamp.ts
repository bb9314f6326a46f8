// Kraken's RFC 3339 stamps: UTC text in, milliseconds out. On the hot path, so the calendar is asked once a day.
import { type WallMs, wallMs } from '#lib/domain/instant.ts';
import { fail, ok, type Result } from '#lib/result.ts';

const SHAPE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
const DAY_LENGTH = 10;

/** The last day seen; only a cache, the answer does not depend on it. */
let knownDay = '';
let knownDayMs = 0;

/** `2026-11-22T15:00:00.123456Z` as Unix ms; microseconds and finer are dropped. */
export function readStamp(text: unknown): Result<WallMs> {
  if (typeof text !== 'string' || !SHAPE.test(text))
    return fail(`timestamp ${JSON.stringify(text)} is not RFC 3339 UTC`);
  const day = text.slice(0, DAY_LENGTH);
  if (day !== knownDay) {
    const dayMs = Date.parse(`${day}T00:00:00Z`);
    if (Number.isNaN(dayMs)) return fail(`timestamp "${text}" names no day`);
    knownDay = day;
    knownDayMs = dayMs;
  }
  const hours = twoDigits(text, 11);
  const minutes = twoDigits(text, 14);
  const seconds = twoDigits(text, 17);
  if (hours > 23 || minutes > 59 || seconds > 60) return fail(`timestamp "${text}" names no time`);
  return ok(wallMs(knownDayMs + ((hours * 60 + minutes) * 60 + seconds) * 1_000 + millisOf(text)));
}

/** The first three decimals of the second, if there are any. */
function millisOf(text: string): number {
  let millis = 0;
  let weight = 100;
  for (let index = 20; weight >= 1 && index < text.length - 1; index += 1) {
    millis += (text.charCodeAt(index) - 48) * weight;
    weight /= 10;
  }
  return millis;
}

function twoDigits(text: string, index: number): number {
  return (text.charCodeAt(index) - 48) * 10 + text.charCodeAt(index + 1) - 48;
}
