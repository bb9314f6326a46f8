// One-minute bars from a recording. In: a .csv.gz of minute_utc,open,high,low,close,… Out: minutes and closes.
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

export interface Bar {
  /** Wall time in ms of the bar's end. */
  readonly endMs: number;
  readonly closeUsd: number;
}

/** Reads bars in file order; rows that are not a time and a positive close are an error. */
export function readBars(path: string): readonly Bar[] {
  const text = gunzipSync(readFileSync(path)).toString('utf8');
  return text
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const cells = line.split(',');
      const startMs = Date.parse(cells[0] ?? '');
      const closeUsd = Number(cells[4]);
      if (!Number.isFinite(startMs) || !(closeUsd > 0)) throw new Error(`bad bar: ${line}`);
      return { endMs: startMs + 60_000, closeUsd };
    });
}
