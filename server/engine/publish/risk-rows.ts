// Limits onto the wire: how much of each is used, and which are in force. In: world, event. Out: rows of two topics.
import type { LimitsSource, LimitUse } from '#lib/domain/limit-use.ts';
import type { LimitsRow } from '#lib/wire/topics.ts';
import { needsCalendar } from '#server/core/4-gate/checks/calendar-known.ts';
import { nextPause } from '#server/core/4-gate/weekly-pause.ts';
import type { CoreEvent } from '#server/core/event.ts';
import { limitUses } from '#server/core/journeys/limit-uses.ts';
import type { World } from '#server/core/world.ts';

/** Rows of the topic `risk`, by the name of the limit. */
export function riskRows(world: World, event: CoreEvent): Readonly<Record<string, LimitUse>> {
  return Object.fromEntries(limitUses(world, event).map((row) => [row.id, row]));
}

/** The one row of the topic `limits`. */
export function limitsRow(world: World, event: CoreEvent, source: LimitsSource): LimitsRow {
  return {
    limits: world.limits,
    source,
    pause: nextPause(event.at),
    isCalendarNeeded: needsCalendar(world.options.mode),
  };
}
