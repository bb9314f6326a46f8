// Does wall time run like the monotonic clock? In: every event. Out: world.clock, and a word when time has jumped (F96).
import type { MonoNs } from '#lib/domain/instant.ts';
import { elapsedMs } from '#lib/domain/instant.ts';
import type { Effect } from '../effect.ts';
import type { CoreEvent } from '../event.ts';
import type { World } from '../world.ts';

/** A difference between both clocks above this is a step, not a correction of their rate. */
export const CLOCK_STEP_MS = 1_000;
/** After a step entries wait until time has run evenly for this long. */
const STABLE_MS = 60_000;

/** Compares this event's two times with those of the anchor; a step moves the anchor and starts the wait anew. */
export function watchClock(world: World, event: CoreEvent, out: Effect[]): void {
  const { at, mono } = event;
  const { anchor } = world.clock;
  if (anchor === null) {
    world.clock = { anchor: { at, mono }, steppedAt: null };
    return;
  }
  const stepMs = at - anchor.at - elapsedMs(anchor.mono, mono);
  // A slow drift against the monotonic clock is how NTP works: the anchor follows, a minute behind at most.
  if (Math.abs(stepMs) <= CLOCK_STEP_MS) {
    if (elapsedMs(anchor.mono, mono) > STABLE_MS)
      world.clock = { ...world.clock, anchor: { at, mono } };
    return;
  }
  world.clock = { anchor: { at, mono }, steppedAt: mono };
  out.push({
    kind: 'alarm',
    severity: 'warning',
    code: 'clock-step',
    text: `the system clock stepped by ${Math.round(stepMs)} ms: no entries for ${STABLE_MS / 1000} s`,
  });
}

/** False for a minute after a step: until then nothing measured against the wall clock is believed. */
export function isClockStable(world: World, mono: MonoNs): boolean {
  const { steppedAt } = world.clock;
  return steppedAt === null || elapsedMs(steppedAt, mono) >= STABLE_MS;
}
