// Journey of an acknowledgement: somebody took note of an incident. In: id and note. Out: an outcome; trading is not touched.
import { acknowledge } from '../incidents/incident-book.ts';
import type { World } from '../world.ts';
import { no, type Outcome } from './command-outcome.ts';
import type { EventOf } from './event-of.ts';

/** Refused while it could not be stored, and where somebody was first. The condition itself stays what it is. */
export function onAcknowledge(
  world: World,
  event: EventOf<'command'>,
  wish: { readonly incidentId: string; readonly note: string },
): Outcome {
  const incident = world.incidents.byId.get(wish.incidentId);
  if (incident === undefined)
    return no('no-incident', 'this incident is not among those the engine still follows');
  if (incident.acknowledged !== null) {
    const { by } = incident.acknowledged;
    return no('acknowledged-already', `acknowledged already, by ${by}`);
  }
  if (world.host?.storeHealthy !== true)
    return no(
      'store-down',
      'the database does not take writes: an acknowledgement would be lost, try again when it does',
    );
  const { at, command } = event;
  const next = acknowledge(world.incidents, incident, {
    ...{ by: command.by, at, note: wish.note.trim() },
  });
  world.incidents.unsaved.delete(next.id);
  const state = next.endedAt === null ? 'acknowledged; it is still there' : 'acknowledged';
  return {
    ...{ ok: true, code: 'acknowledged', text: state },
    records: [{ kind: 'incident', incident: next }],
  };
}
