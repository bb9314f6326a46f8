// Check: no scheduled event before the close (models §D3). In: calendar of the limits. Out: events in the time left.
import type { WallMs } from '#lib/domain/instant.ts';
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

/** A rate decision or an inflation print in the remaining life makes every forecast of it worthless. */
export const scheduledEvent: Check = ({ market, at, limits }) => {
  const name = { id: 'scheduled-event', label: 'scheduled events before the close' };
  const { blackouts } = limits;
  const ahead = blackouts.filter(({ from, to }) => from <= market.closeAt && to >= at);
  const result = atMost({ ...name, unit: 'events', show: String }, ahead.length, 0);
  if (blackouts.length === 0)
    return { ...result, text: 'no calendar given: scheduled events are not looked at' };
  const [first] = ahead;
  if (first === undefined) return { ...result, text: 'no scheduled event before the close' };
  const when = `${utc(first.from)} to ${utc(first.to)}`;
  return { ...result, text: `${first.label} from ${when} lies before the close` };
};
