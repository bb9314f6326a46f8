// Kraken's RFC 3339 stamps: UTC text in, milliseconds out.

import { type WallMs, wallMs } from '#lib/domain/instant.ts';
import { fail, ok, type Result } from '#lib/result.ts';

/** `2026-11-22T15:00:00.123456Z` as Unix ms; microseconds and finer are dropped. */
export function readStamp(text: unknown): Result<WallMs> {
  if (typeof text !== 'string' || text.length < 20 || !text.endsWith('Z'))
    return fail(`timestamp ${JSON.stringify(text)} is not RFC 3339 UTC`);
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? fail(`timestamp "${text}" is not a time`) : ok(wallMs(ms));
}
