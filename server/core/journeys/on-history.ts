// Journey of candles from before the start: the past of the minute clocks, so that slow members speak at once.
import { addHistory } from '../2-features/minutes/minute-history.ts';
import type { Effect } from '../effect.ts';
import type { World } from '../world.ts';
import type { EventOf } from './event-of.ts';

/** Gives the bars to the features. Bars that overlap what was seen live are left out there. */
export function onHistory(world: World, event: EventOf<'history'>, out: Effect[]): void {
  addHistory(world.features.minutes, event.bars);
  const last = event.bars.at(-1)?.endMs ?? event.at;
  const ageMinutes = Math.max(0, Math.round((event.at - last) / 60_000));
  out.push({
    kind: 'alarm',
    severity: 'info',
    code: 'history',
    text: `${event.bars.length} minutes of history, the newest ${ageMinutes} min old`,
  });
}
