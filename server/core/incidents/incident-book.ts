// Incidents as the engine remembers them. In: alarms, ends, acknowledgements. Out: incidents, and which of them changed.
import {
  type Acknowledgement,
  compareIncidents,
  type Incident,
  type IncidentSeverity,
  isWaiting,
} from '#lib/domain/incident.ts';
import type { WallMs } from '#lib/domain/instant.ts';

/** What comes again within this time after its end is the same incident, unless somebody took note of it meanwhile. */
const SAME_WITHIN_MS = 15 * 60_000;
/** Tellings kept of one incident: the first and the newest. */
const TELLINGS = 5;
/** Words of what the system did, kept of one incident. */
const RESPONSES = 6;
/** Kept in memory beside all that are open: those that wait for a person, and others. The store keeps every one. */
const WAITING_KEPT = 200;
const OTHERS_KEPT = 60;
/** An alarm's text may quote a venue at length. */
const TEXT_LENGTH = 500;

/** One alarm as it was told. */
export interface ToldAlarm {
  readonly code: string;
  readonly severity: IncidentSeverity;
  readonly text: string;
  readonly at: WallMs;
  /** What the system did in the same step, in words. */
  readonly response: readonly string[];
  /** True where a condition stands until it is seen to end; false for what is over as it is told. */
  readonly isLasting: boolean;
}

export interface IncidentBook {
  readonly byId: Map<string, Incident>;
  /** The newest incident of each code. */
  readonly latest: Map<string, string>;
  /** Ids of what changed since it was last stored. */
  readonly unsaved: Set<string>;
  /** Rises with every change of any. */
  revision: number;
}

/** Nothing has happened yet. */
export function createIncidentBook(): IncidentBook {
  return { byId: new Map(), latest: new Map(), unsaved: new Set(), revision: 0 };
}

function keep(book: IncidentBook, incident: Incident): void {
  book.byId.set(incident.id, incident);
  book.latest.set(incident.code, incident.id);
  book.unsaved.add(incident.id);
  book.revision += 1;
}

function latestOf(book: IncidentBook, code: string): Incident | undefined {
  return book.byId.get(book.latest.get(code) ?? '');
}

/** Something a person has to look at and has not seen: worse than before, or critical in words that were never told. */
function isNews(before: Incident, { severity, text }: ToldAlarm): boolean {
  if (severity !== 'critical') return false;
  return before.severity !== 'critical' || !before.tellings.some((each) => each.text === text);
}

/** True when `told` is the incident `before` once more; an acknowledgement holds for what it was given to, no longer. */
function isSame(before: Incident, told: ToldAlarm): boolean {
  if (before.acknowledged !== null && isNews(before, told)) return false;
  if (before.endedAt === null) return true;
  return before.acknowledged === null && told.at - before.endedAt <= SAME_WITHIN_MS;
}

function again(before: Incident, told: ToldAlarm): Incident {
  const [first] = before.tellings.slice(-1);
  const newest = [{ at: told.at, text: told.text }, ...before.tellings.slice(0, -1)];
  const response = [...new Set([...before.response, ...told.response])];
  return {
    ...before,
    severity: told.severity === 'critical' ? 'critical' : before.severity,
    lastAt: told.at,
    endedAt: told.isLasting ? null : told.at,
    count: before.count + 1,
    tellings: [...newest.slice(0, TELLINGS - 1), ...(first === undefined ? [] : [first])],
    response: response.slice(-RESPONSES),
    revision: before.revision + 1,
  };
}

/** Takes one alarm; `freshId` names the incident where it is a new one. */
export function tell(book: IncidentBook, alarm: ToldAlarm, freshId: () => string): void {
  const told = { ...alarm, text: alarm.text.slice(0, TEXT_LENGTH) };
  const before = latestOf(book, told.code);
  if (before !== undefined && isSame(before, told)) {
    keep(book, again(before, told));
    return;
  }
  // Its place is taken by the new one, which carries on from here.
  if (before?.endedAt === null) keep(book, ended(before, told.at));
  keep(book, {
    ...{ id: freshId(), code: told.code, severity: told.severity },
    ...{ begunAt: told.at, lastAt: told.at, endedAt: told.isLasting ? null : told.at, count: 1 },
    tellings: [{ at: told.at, text: told.text }],
    response: [...new Set(told.response)].slice(-RESPONSES),
    ...{ acknowledged: null, revision: 1 },
  });
  forgetOld(book);
}

function ended(incident: Incident, at: WallMs): Incident {
  return { ...incident, endedAt: at, revision: incident.revision + 1 };
}

/** Its condition is over. */
export function end(book: IncidentBook, incident: Incident, at: WallMs): void {
  if (incident.endedAt === null) keep(book, ended(incident, at));
}

/** Somebody took note of it. Changes nothing else. */
export function acknowledge(book: IncidentBook, incident: Incident, by: Acknowledgement): Incident {
  const next = { ...incident, acknowledged: by, revision: incident.revision + 1 };
  const newest = book.latest.get(incident.code);
  keep(book, next);
  if (newest !== undefined) book.latest.set(incident.code, newest);
  return next;
}

export function openIncidents(book: IncidentBook): readonly Incident[] {
  return [...book.byId.values()].filter(({ endedAt }) => endedAt === null);
}

/** What changed since the last call; it counts as stored from here on. */
export function takeUnsaved(book: IncidentBook): readonly Incident[] {
  const changed = [...book.unsaved].flatMap((id) => book.byId.get(id) ?? []);
  book.unsaved.clear();
  return changed;
}

/** What the last run left behind, in any order; it is stored already. */
export function restoreIncidents(book: IncidentBook, incidents: readonly Incident[]): void {
  for (const incident of incidents.toSorted((a, b) => a.begunAt - b.begunAt)) {
    keep(book, incident);
    book.unsaved.delete(incident.id);
  }
}

/** Bounded memory. What was not stored yet stays until it is. */
function forgetOld(book: IncidentBook): void {
  let [waiting, others] = [0, 0];
  for (const incident of [...book.byId.values()].sort(compareIncidents)) {
    if (incident.endedAt === null || book.unsaved.has(incident.id)) continue;
    const isKept = isWaiting(incident) ? ++waiting <= WAITING_KEPT : ++others <= OTHERS_KEPT;
    if (isKept) continue;
    book.byId.delete(incident.id);
    if (book.latest.get(incident.code) === incident.id) book.latest.delete(incident.code);
  }
}
