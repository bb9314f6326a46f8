// Decides when silence of the engine is a reason to kill. Pure: heartbeats, farewells and time in, a verdict out.
import type { MonoNs } from '#lib/domain/instant.ts';
import { elapsedMs } from '#lib/domain/instant.ts';

/** No heartbeat for this long while trading was possible ⇒ kill (reliability §1.3, F92). */
const SILENCE_MS = 5_000;
/** After a farewell with nothing resting: a planned restart has this long, once, until its first heartbeat. */
const PLANNED_SILENCE_MS = 30_000;
/** An engine that beats but does not get beyond its start is as good as silent. */
const START_MS = 20_000;
/** A blocked event loop this long ⇒ kill even though heartbeats still trickle. */
const BLOCKED_MS = 5_000;
/** Resident memory above which the engine is running away (F94). */
const MEMORY_BYTES = 2 * 1024 ** 3;

export interface Heartbeat {
  readonly loopDelayMs: number;
  readonly rssBytes: number;
  /** True until start-up recovery is through. */
  readonly isStarting: boolean;
}

export interface DeadMan {
  /** Null until the engine has been seen once in this run of the system: no watchdog kills an engine that never was. */
  lastHeartbeat: MonoNs | null;
  loopDelayMs: number;
  rssBytes: number;
  /** Since when it has been starting; null once it runs. */
  startingSince: MonoNs | null;
  /** It said that it goes, and that nothing of ours rests. */
  isPlanned: boolean;
  /** Heard by an earlier watchdog of this run and not by this one: it may be starting beside us. */
  isByHearsay: boolean;
  /** Set after a kill until a fresh heartbeat, so that one silence kills once. */
  fired: boolean;
}

export function createDeadMan(): DeadMan {
  return {
    lastHeartbeat: null,
    loopDelayMs: 0,
    rssBytes: 0,
    startingSince: null,
    isPlanned: false,
    isByHearsay: false,
    fired: false,
  };
}

/** Notes one heartbeat of the engine. It ends whatever a farewell had granted. */
export function noteHeartbeat(state: DeadMan, heartbeat: Heartbeat, mono: MonoNs): void {
  state.lastHeartbeat = mono;
  state.loopDelayMs = heartbeat.loopDelayMs;
  state.rssBytes = heartbeat.rssBytes;
  state.startingSince = heartbeat.isStarting ? (state.startingSince ?? mono) : null;
  state.isPlanned = false;
  state.isByHearsay = false;
  if (heartbeat.loopDelayMs < BLOCKED_MS && heartbeat.rssBytes < MEMORY_BYTES) state.fired = false;
}

/**
 * The watchdog begins anew in a run whose engine was heard before: it counts as heard now, so that one that hangs, or is
 * gone, is silent from here on; it has the time of a start, for it may have ended with the watchdog (F92).
 */
export function noteHeardBefore(state: DeadMan, mono: MonoNs): void {
  state.lastHeartbeat = mono;
  state.isByHearsay = true;
}

function patienceMs({ isPlanned, isByHearsay }: DeadMan): number {
  if (isPlanned) return PLANNED_SILENCE_MS;
  return isByHearsay ? START_MS : SILENCE_MS;
}

/** The engine goes, as planned. Only with nothing of ours resting does that excuse a longer silence. */
export function noteFarewell(state: DeadMan, isFlat: boolean): void {
  state.isPlanned = isFlat;
}

/** The reason to kill now, or null. Fires once per episode. */
export function reasonToKill(state: DeadMan, mono: MonoNs): string | null {
  if (state.lastHeartbeat === null || state.fired) return null;
  const silentMs = elapsedMs(state.lastHeartbeat, mono);
  const startingMs = state.startingSince === null ? 0 : elapsedMs(state.startingSince, mono);
  let reason: string | null = null;
  if (silentMs > patienceMs(state))
    reason = `no heartbeat from the engine for ${Math.round(silentMs)} ms`;
  else if (startingMs > START_MS)
    reason = `the engine has been starting for ${Math.round(startingMs)} ms`;
  else if (state.loopDelayMs > BLOCKED_MS)
    reason = `the engine's event loop was blocked for ${Math.round(state.loopDelayMs)} ms`;
  else if (state.rssBytes > MEMORY_BYTES)
    reason = `the engine holds ${Math.round(state.rssBytes / 1024 ** 2)} MB of memory`;
  if (reason === null) return null;
  state.fired = true;
  state.startingSince = null;
  return reason;
}
