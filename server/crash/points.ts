// The named places at which a process is killed, found by their exact source text; production knows none of them.
import { ORDER_POINTS } from './points-of-orders.ts';
import { START_POINTS } from './points-of-starts.ts';
import { STOP_POINTS } from './points-of-stops.ts';
import type { SourceEdit } from './source-edit.ts';

/**
 * What is going on around the death: trade (orders that take), quote (orders that rest, then are cancelled), approve
 * (every entry is approved by hand), arm (its proof may end in a kill), kill, release, recover (the death comes while
 * recovering from another one), boot (the same, without a remembered order group), stop (a wanted end), migrate (the
 * migration runner, no engine).
 */
export type Scenario =
  | 'trade'
  | 'quote'
  | 'approve'
  | 'arm'
  | 'kill'
  | 'release'
  | 'recover'
  | 'boot'
  | 'stop'
  | 'migrate';

export interface CrashPoint {
  readonly name: string;
  /** The row of the fault catalogue, or the invariant, that says what must be true afterwards. */
  readonly about: string;
  readonly scenario: Scenario;
  /** `CRASH(…)` in its text becomes the place of death; what stands inside says when a pass counts. */
  readonly edit: SourceEdit;
  /** Close to another point: died at less often unless a number of runs is asked for. */
  readonly seldom?: boolean;
  /** Latest pass to die at; the seed chooses one of 1 … this. */
  readonly passes?: number;
  /** Longest time between the place and the death, ms; the seed chooses. Absent: exactly there. */
  readonly laterMs?: number;
}

/** Every point of the harness. */
export const POINTS: readonly CrashPoint[] = [...ORDER_POINTS, ...START_POINTS, ...STOP_POINTS];

/** Throws when there is none of that name. */
export function pointNamed(name: string): CrashPoint {
  const point = POINTS.find((each) => each.name === name);
  if (point === undefined) throw new Error(`no crash point is called ${name}`);
  return point;
}
