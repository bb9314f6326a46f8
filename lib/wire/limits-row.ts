// The row of the limits in force.
import type { LimitsSource, WeeklyPause } from '../domain/limit-use.ts';
import type { Limits } from '../domain/limits.ts';
import type { PendingLimitsRow } from './limits-http.ts';

/** key "engine": the limits in force, where they come from, and what the calendar of entries depends on besides. */
export interface LimitsRow {
  readonly limits: Limits;
  readonly source: LimitsSource;
  readonly pause: WeeklyPause;
  /** True where nothing enters a market that closes after `limits.calendarUntil`. */
  readonly isCalendarNeeded: boolean;
  /** An edit that is being stored and not in force yet; null or absent: none. */
  readonly pending?: PendingLimitsRow | null;
}
