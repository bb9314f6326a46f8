// Training inputs as they come after a start or from a poor feed: some without ranges, volumes or the day behind them.
// In: a row or a window with its time. Out: the same, blanked where its minute was drawn. A model learns to do without.
import { MINUTE_FEATURES, SEQUENCE_CHANNELS, SEQUENCE_STATICS } from '#lib/domain/minute-row.ts';

/** Share of minutes without ranges, and, drawn apart, without volumes. Kept after 0, .1 and .3 on validation. */
const BLANK_SHARE = 0.2;
/** Share of minutes that lack the day behind them, and with it volumes relative to the day. */
const YOUNG_SHARE = 0.1;

interface Lacking {
  readonly ranges: boolean;
  readonly volumes: boolean;
  readonly day: boolean;
}

/** A number in 0 … 1 that belongs to the minute: the same for every horizon and model. */
function drawFor(minute: number, salt: number): number {
  let mixed = Math.imul((minute | 0) ^ (salt * 0x9e3779b9), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 4_294_967_296;
}

function lackingAt(endMs: number): Lacking {
  const minute = endMs / 60_000;
  const day = drawFor(minute, 3) < YOUNG_SHARE;
  return {
    ranges: drawFor(minute, 1) < BLANK_SHARE,
    volumes: day || drawFor(minute, 2) < BLANK_SHARE,
    day,
  };
}

function columnsOf(names: readonly string[], pattern: RegExp): readonly number[] {
  return names.flatMap((name, i) => (pattern.test(name) ? [i] : []));
}

const ROW = {
  ranges: columnsOf(MINUTE_FEATURES, /^gk·/),
  volumes: columnsOf(MINUTE_FEATURES, /^volume·/),
  day: columnsOf(MINUTE_FEATURES, /·1440m$/),
};
const WINDOW = {
  ranges: columnsOf(SEQUENCE_CHANNELS, /^log-range$/),
  volumes: columnsOf(SEQUENCE_CHANNELS, /^volume$/),
};
const STATIC_DAY = columnsOf(SEQUENCE_STATICS, /·1440m$/);

function placesOf(lacking: Lacking): readonly number[] {
  return [
    ...(lacking.ranges ? ROW.ranges : []),
    ...(lacking.volumes ? ROW.volumes : []),
    ...(lacking.day ? ROW.day : []),
  ];
}

/** Blanks a row of MINUTE_FEATURES in place: NaN. */
export function blankRow(columns: Float32Array, endMs: number): void {
  for (const place of placesOf(lackingAt(endMs))) columns[place] = Number.NaN;
}

/** Blanks a window and its statics in place: 0, the neutral value of every channel. */
export function blankWindow(window: Float32Array, statics: Float32Array, endMs: number): void {
  const lacking = lackingAt(endMs);
  const channels = [
    ...(lacking.ranges ? WINDOW.ranges : []),
    ...(lacking.volumes ? WINDOW.volumes : []),
  ];
  const width = SEQUENCE_CHANNELS.length;
  for (let at = 0; at < window.length; at += width)
    for (const channel of channels) window[at + channel] = 0;
  if (lacking.day) for (const place of STATIC_DAY) statics[place] = 0;
}
