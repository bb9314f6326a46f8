// What a list of incidents shows. In: those the engine remembers, those that were read back. Out: one list, plain words.
import { compareIncidents, type Incident, isWaiting } from '#lib/domain/incident.ts';
import { formatFixed } from '#lib/format/digits.ts';
import { formatAge } from '#lib/format/duration.ts';

/** One incident with what may be done about it here. */
export interface ShownIncident extends Incident {
  /** False for one that is only stored: the engine takes no acknowledgement for it any more. */
  readonly isLive: boolean;
}

/** Each once, by its later word: open ones, then those that wait for a person, then the newest. */
export function mergeIncidents(
  live: readonly Incident[],
  stored: readonly Incident[],
): readonly ShownIncident[] {
  const byId = new Map<string, ShownIncident>();
  for (const each of stored) byId.set(each.id, { ...each, isLive: false });
  for (const each of live) {
    const known = byId.get(each.id);
    const later = known !== undefined && known.revision > each.revision ? known : each;
    byId.set(each.id, { ...later, isLive: true });
  }
  return [...byId.values()].sort(compareIncidents);
}

/** "2026-11-24 00:41:03": UTC, the unit stands beside it. */
function moment(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 19).replace('T', ' ');
}

/** The day only where it is another one than that of `fromMs`. */
function laterMoment(atMs: number, fromMs: number): string {
  const [text, from] = [moment(atMs), moment(fromMs)];
  return text.slice(0, 10) === from.slice(0, 10) ? text.slice(11) : text;
}

/** Begin and end, in UTC. */
export function spanText({ begunAt, lastAt, endedAt, count, isLive }: ShownIncident): string {
  const times = count === 1 ? '' : `, told ${formatFixed(count, 0)} times`;
  const last = count === 1 ? '' : `, last ${laterMoment(lastAt, begunAt)}`;
  const begin = moment(begunAt);
  if (endedAt === null)
    return `since ${begin} UTC${times}${last}${isLive ? '' : ', as last stored'}`;
  if (endedAt === begunAt) return `${begin} UTC, over at once`;
  return `${begin} to ${laterMoment(endedAt, begunAt)} UTC (${formatAge(endedAt - begunAt)})${times}`;
}

/** Who took note of it; null while nobody did. */
export function acknowledgedText({ acknowledged }: Incident): string | null {
  if (acknowledged === null) return null;
  const { by, at, note } = acknowledged;
  return `acknowledged by ${by}, ${moment(at)} UTC${note === '' ? ', no note' : `: ${note}`}`;
}

/** What the head of the list says of all that are shown. */
export function countText(shown: readonly Incident[]): string {
  const open = shown.filter(({ endedAt }) => endedAt === null).length;
  const waiting = shown.filter(isWaiting).length;
  return `${open} open, ${waiting} to acknowledge`;
}
