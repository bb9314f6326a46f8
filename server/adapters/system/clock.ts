// The real clock. Out: wall time in Unix ms, monotonic time in ns since this clock was made.
import { type MonoNs, monoNs, type WallMs, wallMs } from '#lib/domain/instant.ts';
import type { Clock } from '#server/ports/clock.ts';

/** Wall time from the system, monotonic time from the CPU: the second never steps back. */
export function createSystemClock(): Clock {
  const start = process.hrtime.bigint();
  return {
    wall: (): WallMs => wallMs(Date.now()),
    mono: (): MonoNs => monoNs(Number(process.hrtime.bigint() - start)),
  };
}
