// Journey of candles from before the start: the past of the minute clocks, so that slow members speak at once.
import type { MinuteBar } from '#lib/domain/minute-row.ts';
import { addHistory } from '../2-features/minutes/minute-history.ts';
import type { Effect } from '../effect.ts';
import type { World } from '../world.ts';
import type { EventOf } from './event-of.ts';

const MINUTE_MS = 60_000;

/** The journal's JSON keeps a number that is not known as null. */
function known(value: number): number {
  return Number.isFinite(value) ? value : Number.NaN;
}

function wholeBar(bar: MinuteBar): MinuteBar {
  return {
    endMs: bar.endMs,
    open: known(bar.open),
    high: known(bar.high),
    low: known(bar.low),
    close: known(bar.close),
    volume: known(bar.volume),
  };
}

/** Index of the first candle that does not ascend on whole minutes or lies ahead of `at`; −1 when all are well. */
function firstWrong(bars: readonly MinuteBar[], at: number): number {
  return bars.findIndex(
    ({ endMs }, i) => endMs % MINUTE_MS !== 0 || endMs > at || endMs <= (bars[i - 1]?.endMs ?? 0),
  );
}

/** Adds the candles; one that is out of order refuses them all, for a venue's answer is no invariant of ours. */
export function onHistory(world: World, event: EventOf<'history'>, out: Effect[]): void {
  const { bars, at } = event;
  const wrong = firstWrong(bars, at);
  if (wrong >= 0) {
    const text = `candle ${wrong} of the history is out of order: the members wait for four hours of minutes`;
    out.push({ kind: 'alarm', severity: 'warning', code: 'history-refused', text });
    return;
  }
  addHistory(world.features.minutes, bars.map(wholeBar));
  const ageMinutes = Math.max(0, Math.round((at - (bars.at(-1)?.endMs ?? at)) / MINUTE_MS));
  const text = `${bars.length} minutes of history, the newest ${ageMinutes} min old`;
  out.push({ kind: 'alarm', severity: 'info', code: 'history', text });
}
