// Candles from before the start, into every clock. In: 1-minute bars of the venue, ascending. Out: the clocks know a past.
import { assertCondition } from '#lib/check.ts';
import type { MinuteBar } from '#lib/domain/minute-row.ts';
import { type MinuteClocks, type MinutePhase, PHASES, seriesFor } from './minute-clocks.ts';
import {
  appendMinute,
  type MeasuredMinute,
  MINUTE_MS,
  measured,
  minuteEndMs,
  minuteValue,
} from './minute-series.ts';

/** Ends of candles lie on whole minutes; a clock takes each as its own nearest minute, at most 30 s off. */
function shiftMs(phase: number): number {
  return phase < PHASES / 2 ? phase * 1000 : phase * 1000 - MINUTE_MS;
}

/** The minutes a clock saw itself, to be laid on top of the history; null when the first of them has left it. */
function ownMinutes(phase: MinutePhase): readonly (MeasuredMinute & { endMs: number })[] | null {
  const { series, firstOwnMs } = phase;
  if (series === null || firstOwnMs === null) return [];
  const from = (firstOwnMs - series.firstEndMs) / MINUTE_MS;
  if (from < Math.max(0, series.length - series.capacity)) return null;
  return Array.from({ length: series.length - from }, (_, k) => {
    const value = (column: Float64Array) => minuteValue(series, column, from + k);
    return {
      endMs: minuteEndMs(series, from + k),
      close: value(series.close),
      range: value(series.ranges),
      volume: value(series.volume),
    };
  });
}

/**
 * Gives the bars to every clock as the past of its own minutes, in place of any history it had; gaps stay gaps.
 * A bar that ends after the first second we saw ourselves is left out: it would count that time twice.
 * The bars must be ascending, with ends on whole minutes.
 */
export function addHistory(clocks: MinuteClocks, bars: readonly MinuteBar[]): void {
  bars.forEach((bar, i) => {
    const follows = i === 0 || bar.endMs > (bars[i - 1]?.endMs ?? 0);
    assertCondition(bar.endMs % MINUTE_MS === 0 && follows, `candle ${i} is out of order`);
  });
  const knownMs = (clocks.firstSecond ?? Number.POSITIVE_INFINITY) * 1000;
  const past = bars.filter((bar) => bar.endMs <= knownMs);
  clocks.phases.forEach((phase, p) => {
    const own = ownMinutes(phase);
    if (own === null) return;
    const { firstOwnMs } = phase;
    phase.series = null;
    for (const bar of past) {
      const endMs = bar.endMs + shiftMs(p);
      appendMinute(seriesFor(clocks, phase, endMs), endMs, measured(bar));
    }
    for (const minute of own)
      appendMinute(seriesFor(clocks, phase, minute.endMs), minute.endMs, minute);
    phase.firstOwnMs = firstOwnMs;
  });
}
