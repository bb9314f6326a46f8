// Limits onto the wire: how much of each is used, and which are in force. In: world, event. Out: rows of two topics.
import type { LimitsSource, LimitUse, WriteUse } from '#lib/domain/limit-use.ts';
import type { PendingLimitsRow } from '#lib/wire/limits-http.ts';
import type { LimitsRow } from '#lib/wire/limits-row.ts';
import { needsCalendar } from '#server/core/4-gate/checks/calendar-known.ts';
import { nextPause } from '#server/core/4-gate/weekly-pause.ts';
import type { CoreEvent } from '#server/core/event.ts';
import { limitUses } from '#server/core/journeys/limit-uses.ts';
import type { World } from '#server/core/world.ts';

/** The exchange's own limit, as the local copy of its buckets counts it: at the limit no order goes out, cancels do. */
function writesRow({ spent, forOrders, capacity }: WriteUse): LimitUse {
  const kept = capacity - forOrders;
  return {
    ...{ id: 'exchangeWrites' as const, unit: 'tokens', limit: forOrders, used: spent },
    ...{ reason: null, parts: [] },
    text: `Of ${capacity} tokens ${kept} are kept for cancels and the kill`,
  };
}

/** Rows of the topic `risk`, by the name of the limit; without `writes` there is no row of the exchange's own. */
export function riskRows(
  world: World,
  event: CoreEvent,
  writes: WriteUse | null,
): Readonly<Record<string, LimitUse>> {
  const rows = [...limitUses(world, event), ...(writes === null ? [] : [writesRow(writes)])];
  return Object.fromEntries(rows.map((row) => [row.id, row]));
}

function pendingRow({ limitsChange }: World): PendingLimitsRow | null {
  if (limitsChange === null) return null;
  const { command, limits, at } = limitsChange;
  return { version: limits.version, by: command.by, at };
}

/** The one row of the topic `limits`. */
export function limitsRow(world: World, event: CoreEvent, source: LimitsSource): LimitsRow {
  return {
    limits: world.limits,
    source,
    pause: nextPause(event.at),
    isCalendarNeeded: needsCalendar(world.options.mode),
    pending: pendingRow(world),
  };
}
