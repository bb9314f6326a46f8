// Times as recordings write them. In: ISO text with or without zone. Out: Unix milliseconds.

/** Milliseconds of `2026-02-16T07:03:00Z`, `2025-11-01 00:00:00+00:00` or `2021-12-31 23:01:00.000000` (UTC). Throws otherwise, naming `where`. */
export function recordedMs(text: string, where?: string): number {
  const zoned = /(?:Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`;
  const value = Date.parse(zoned.replace(' ', 'T'));
  if (!Number.isFinite(value))
    throw new Error(`${where === undefined ? '' : `${where}: `}"${text}" is not a time`);
  return value;
}
