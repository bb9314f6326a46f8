// Decides when silence of the engine is a reason to kill. Pure: heartbeats and time in, a verdict out.
import type { MonoNs } from '#lib/domain/instant.ts';
import { elapsedMs } from '#lib/domain/instant.ts';

/** No heartbeat for this long while trading was possible ⇒ kill (reliability §1.3, F92). */
const SILENCE_MS = 5_000;
/** A blocked event loop this long ⇒ kill even though heartbeats still trickle. */
const BLOCKED_MS = 5_000;
/** Resident memory above which the engine is running away (F94). */
const MEMORY_BYTES = 2 * 1024 ** 3;

export interface DeadMan {
  /** Null until the engine has been seen once: a watchdog alone does not kill an engine that never was. */
  lastHeartbeat: MonoNs | null;
  loopDelayMs: number;
  rssBytes: number;
  /** Set after a kill until a fresh heartbeat, so that one silence kills once. */
  fired: boolean;
}

export function createDeadMan(): DeadMan {
  return { lastHeartbeat: null, loopDelayMs: 0, rssBytes: 0, fired: false };
}

/** Notes one heartbeat of the engine. */
export function noteHeartbeat(
  state: DeadMan,
  heartbeat: { readonly loopDelayMs: number; readonly rssBytes: number },
  mono: MonoNs,
): void {
  state.lastHeartbeat = mono;
  state.loopDelayMs = heartbeat.loopDelayMs;
  state.rssBytes = heartbeat.rssBytes;
  if (heartbeat.loopDelayMs < BLOCKED_MS && heartbeat.rssBytes < MEMORY_BYTES) state.fired = false;
}

/** The reason to kill now, or null. Fires once per episode. */
export function reasonToKill(state: DeadMan, mono: MonoNs): string | null {
  if (state.lastHeartbeat === null || state.fired) return null;
  const silentMs = elapsedMs(state.lastHeartbeat, mono);
  let reason: string | null = null;
  if (silentMs > SILENCE_MS) reason = `no heartbeat from the engine for ${Math.round(silentMs)} ms`;
  else if (state.loopDelayMs > BLOCKED_MS)
    reason = `the engine's event loop was blocked for ${Math.round(state.loopDelayMs)} ms`;
  else if (state.rssBytes > MEMORY_BYTES)
    reason = `the engine holds ${Math.round(state.rssBytes / 1024 ** 2)} MB of memory`;
  if (reason !== null) state.fired = true;
  return reason;
}
