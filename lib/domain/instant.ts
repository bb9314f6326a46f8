// Time as values. Wall time names an instant; monotonic time measures durations. The core never reads a clock.
import type { Brand } from '../brand.ts';
import { assertCondition } from '../check.ts';

/** Unix time in milliseconds, UTC. May step; never used to measure elapsed time. */
export type WallMs = Brand<number, 'WallMs'>;

/** Nanoseconds since process start, never stepping back; exact in a double for 104 days. */
export type MonoNs = Brand<number, 'MonoNs'>;

/** A wall instant; `value` must be finite. */
export function wallMs(value: number): WallMs {
  if (!Number.isFinite(value)) assertCondition(false, `wallMs must be finite, got ${value}`);
  return value as WallMs;
}

/** A monotonic instant; `value` must be finite and not negative. */
export function monoNs(value: number): MonoNs {
  if (!(Number.isFinite(value) && value >= 0))
    assertCondition(false, `monoNs must be ≥ 0, got ${value}`);
  return value as MonoNs;
}

/** Milliseconds from `from` to `to` on the monotonic clock. */
export function elapsedMs(from: MonoNs, to: MonoNs): number {
  return (to - from) / 1e6;
}

/** The instant `ms` milliseconds after `at`. */
export function addMs(at: WallMs, ms: number): WallMs {
  return wallMs(at + ms);
}
