// The named places at which a process is killed, found by their exact source text; production knows none of them.
import type { CrashPoint } from './crash-point.ts';
import { ORDER_POINTS } from './points-of-orders.ts';
import { START_POINTS } from './points-of-starts.ts';
import { STOP_POINTS } from './points-of-stops.ts';

/** Every point of the harness. */
export const POINTS: readonly CrashPoint[] = [...ORDER_POINTS, ...START_POINTS, ...STOP_POINTS];

/** Throws when there is none of that name. */
export function pointNamed(name: string): CrashPoint {
  const point = POINTS.find((each) => each.name === name);
  if (point === undefined) throw new Error(`no crash point is called ${name}`);
  return point;
}
