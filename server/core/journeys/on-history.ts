// Journey of the candles before the start: into every minute clock that has no minute of its own yet.
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

/** Adds the candles. Ones that do not ascend on whole minutes, or lie ahead, are refused as a whole: a feed is no invariant. */
export function onHistory(world: World, event: EventOf<'history'>, out: Effect[]): void {
  const { bars } = event;
  const wrong = bars.findIndex(
    ({ endMs }, i) =>
      endMs % MINUTE_MS !== 0 || endMs > event.at || endMs <= (bars[i - 1]?.endMs ?? 0),
  );
  if (wrong < 0) {
    addHistory(world.features.minutes, bars.map(wholeBar));
    return;
  }
  out.push({
    kind: 'alarm',
    severity: 'warning',
    code: 'history-refused',
    text: `candle ${wrong} of the history is out of order: the members wait for four hours of minutes`,
  });
}
