// Journey of the incidents: alarms of every step are kept, ends are seen and changes stored once a second.
import type { Severity } from '#lib/domain/severity.ts';
import type { Effect } from '../effect.ts';
import type { CoreEvent } from '../event.ts';
import { end, openIncidents, takeUnsaved, tell } from '../incidents/incident-book.ts';
import { incidentCode, isLasting, isOver } from '../incidents/incident-ends.ts';
import { responseWords } from '../incidents/incident-response.ts';
import type { World } from '../world.ts';
import type { EventOf } from './event-of.ts';
import { freshId } from './fresh-id.ts';
import { persist } from './notes.ts';

interface Alarm {
  readonly severity: Severity;
  readonly code: string;
  readonly text: string;
}

function note(world: World, event: CoreEvent, alarm: Alarm, effects: readonly Effect[]): void {
  const code = incidentCode(alarm.code);
  const { severity, text } = alarm;
  if (severity === 'info') {
    // The same code as mere information takes the alarm back.
    const open = openIncidents(world.incidents).find((each) => each.code === code);
    if (open !== undefined) end(world.incidents, open, event.at);
    return;
  }
  const response = responseWords(world, effects);
  const told = { code, severity, text, at: event.at, response, isLasting: isLasting(code) };
  tell(world.incidents, told, () =>
    freshId(world.options.boot, event.seq, `incident:${code}:${world.incidents.revision}`),
  );
}

/** A latch that this run only found, or that a broken rule left, was told by no alarm of ours. */
function noteLatch(world: World, event: CoreEvent): void {
  const { latch } = world.control;
  if (latch === null) return;
  if (openIncidents(world.incidents).some(({ code }) => code === 'killed')) return;
  const text = `trading killed by ${latch.by}: ${latch.reason}`;
  note(world, event, { severity: 'critical', code: 'killed', text }, []);
}

/** An alarm of the engine itself, told beside the steps of the core. */
export function onNoticed(world: World, event: EventOf<'noticed'>): void {
  note(world, event, event, []);
}

function keepSecond(world: World, event: CoreEvent, out: Effect[]): void {
  noteLatch(world, event);
  for (const open of openIncidents(world.incidents))
    if (isOver(world, open)) end(world.incidents, open, event.at);
  // Until the last run's are read back the store is not written to.
  if (!world.recovered) return;
  persist(
    takeUnsaved(world.incidents).map((incident) => ({ kind: 'incident', incident })),
    out,
  );
}

/** After every step: several alarms of one cause in one step are one telling. Changes no other part of the world. */
export function keepIncidents(world: World, event: CoreEvent, out: Effect[]): void {
  const told = new Set<string>();
  for (const effect of out) {
    if (effect.kind !== 'alarm') continue;
    const code = incidentCode(effect.code);
    if (told.has(code)) continue;
    told.add(code);
    note(world, event, effect, out);
  }
  if (event.kind === 'timer' && event.timer === 'second') keepSecond(world, event, out);
}
