// Check: no scheduled event before the close (models §D3). In: calendar of the limits. Out: events in the time left.
import type { WallMs } from '#lib/domain/instant.ts';
import type { Blackout, Limits } from '#lib/domain/limits.ts';
import { atMost, type Check } from '../check-result.ts';

/** "19:00 UTC". */
function utc(at: WallMs): string {
  const minute = Math.floor(at / 60_000);
  const clock = `${pad(Math.floor(minute / 60) % 24)}:${pad(minute % 60)}`;
  return `${clock} UTC`;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}

/** Scheduled events that touch the life a market has left at `at`. */
export function eventsAhead(
  { blackouts }: Limits,
  at: WallMs,
  closeAt: WallMs,
): readonly Blackout[] {
  return blackouts.filter(({ from, to }) => from <= closeAt && to >= at);
}

/** A rate decision or an inflation print in the remaining life makes every forecast of it worthless. */
export const scheduledEvent: Check = ({ market, at, limits }) => {
  const name = { id: 'scheduled-event', label: 'scheduled events before the close' };
  const ahead = eventsAhead(limits, at, market.closeAt);
  const result = atMost({ ...name, unit: 'events', show: String }, ahead.length, 0);
  if (limits.blackouts.length === 0) return { ...result, text: 'no scheduled event is named' };
  const [first] = ahead;
  if (first === undefined) return { ...result, text: 'no scheduled event before the close' };
  const when = `${utc(first.from)} to ${utc(first.to)}`;
  return { ...result, text: `${first.label} from ${when} lies before the close` };
};
