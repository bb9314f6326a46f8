// JSON bodies of /api/drill: a rehearsal of the kill levels started from the console. Shapes only; instants Unix ms.
import type { KillLevel } from '../domain/kill.ts';
import type { DrillRow } from './status-rows.ts';

/** passed: every level within its limits · failed: not, or it broke · stopped: ended before its time. */
export const DRILL_STATES = ['running', 'passed', 'failed', 'stopped'] as const;

export interface DrillRun {
  readonly state: (typeof DRILL_STATES)[number];
  readonly by: string;
  /** Null = all of them. */
  readonly level: KillLevel | null;
  readonly begunAt: number;
  readonly endedAt: number | null;
  /** Levels that are through, in the order in which they ended. */
  readonly results: readonly DrillRow[];
  /** How it stands or what came of it, in words. */
  readonly text: string;
}

/** GET /api/drill, and the answer to POST /api/drill (`DrillCall`) and POST /api/drill/stop (`{}`). */
export interface DrillReply {
  readonly ok: true;
  /** The rehearsal under way or the last one since the console server started; null before the first. */
  readonly run: DrillRun | null;
  /** Why none may begin now; null when one may. */
  readonly refusal: string | null;
}

export interface DrillCall {
  readonly level: KillLevel | null;
  readonly password: string;
}
