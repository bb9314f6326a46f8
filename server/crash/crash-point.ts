// A named place of death: where it is in the source, in which scenario, at which pass.
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
