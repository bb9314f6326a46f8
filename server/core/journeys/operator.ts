// Is a person in sight? Without a live console, or without an answer for too long, entries pause until someone arms again.
import type { WallMs } from '#lib/domain/instant.ts';
import { withdraw } from '../4-gate/approvals.ts';
import { pause } from '../4-gate/kill.ts';
import type { Effect } from '../effect.ts';
import type { CoreEvent } from '../event.ts';
import type { World } from '../world.ts';
import type { EventOf } from './event-of.ts';
import { persist } from './notes.ts';

/** The console server tells of its consoles every five seconds: three missed words are none. */
const PRESENCE_MS = 15_000;

/** The console server's word. */
export function onPresence(world: World, event: EventOf<'presence'>): void {
  const { consoles } = event;
  const seenAt = consoles > 0 ? event.at : world.operator.seenAt;
  world.operator = { ...world.operator, consoles, toldAt: event.at, seenAt };
}

/** Somebody pressed something: nothing is unanswered any more. */
export function noteAct(world: World, at: WallMs): void {
  world.operator = { ...world.operator, seenAt: at, unansweredSince: null };
}

/** Offers ended without an answer. The first one counts: what nobody saw begins there. */
export function noteUnanswered(world: World, at: WallMs): void {
  world.operator = { ...world.operator, unansweredSince: world.operator.unansweredSince ?? at };
}

function absence(world: World, at: WallMs, limitMs: number): string | null {
  const { consoles, toldAt, seenAt, unansweredSince } = world.operator;
  const minutes = Math.round(limitMs / 6_000) / 10;
  const isLive = consoles > 0 && toldAt !== null && at - toldAt <= PRESENCE_MS;
  if (!isLive && seenAt !== null && at - seenAt > limitMs)
    return `no console has been open for ${minutes} min`;
  if (unansweredSince !== null && at - unansweredSince > limitMs)
    return `an offer went unanswered and nobody has acted for ${minutes} min`;
  return null;
}

/**
 * Once a second, while armed: no operator in sight for the configured time pauses entries; exits go on. Only an
 * operator's Arm resumes. The time starts with the first look, so that a start without a console has it, too.
 */
export function watchOperator(world: World, event: CoreEvent, out: Effect[]): void {
  const { operatorAbsenceMs = null } = world.options;
  if (operatorAbsenceMs === null || world.control.state !== 'armed') return;
  if (world.operator.seenAt === null) noteAct(world, event.at);
  const why = absence(world, event.at, operatorAbsenceMs);
  if (why === null) return;
  const reason = `no operator in sight: ${why}; press Arm to go on`;
  world.control = pause(world.control, reason).control;
  const withdrawn = withdraw(world.approvals, () => true, { reason: 'paused', at: event.at });
  persist(
    [
      ...withdrawn.map((approval) => ({ kind: 'approval', approval }) as const),
      {
        ...{ kind: 'audit', at: event.at, by: 'engine', action: 'pause' },
        detail: JSON.stringify({ reason }),
      },
    ],
    out,
  );
  out.push({ kind: 'alarm', severity: 'critical', code: 'no-operator', text: reason });
}
