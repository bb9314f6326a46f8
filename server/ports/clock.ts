// Port: the only source of time. Wall names instants, mono measures durations.
import type { MonoNs, WallMs } from '#lib/domain/instant.ts';

export interface Clock {
  wall(): WallMs;
  mono(): MonoNs;
}
