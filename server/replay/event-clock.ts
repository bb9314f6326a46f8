// The clock of a replay: whole seconds of recorded time become timer and host events; long silences are jumped over.
import type { EventBody } from '#server/core/event.ts';
import type { RecordedEvent } from './recorded-event.ts';

const SECOND_US = 1_000_000;

/** Recorded time without any event for this long is a hole in the recording, not a quiet market. */
export const SILENCE_US = 60 * SECOND_US;

/** Free disk as told to the gate; a replay is no test of this machine. */
const HEALTHY_DISK_BYTES = 1e12;

const HEALTHY_HOST: EventBody = {
  kind: 'host',
  storeHealthy: true,
  loopDelayMs: 0,
  freeDiskBytes: HEALTHY_DISK_BYTES,
  watchdogAlive: true,
};
const SECOND: EventBody = { kind: 'timer', timer: 'second' };
const RECONCILE: EventBody = { kind: 'timer', timer: 'reconcile' };
/** The core asks for a reading of the account this often. */
const RECONCILE_EVERY_US = 5 * SECOND_US;

/** What a whole second brings: every fifth and every first one after a hole also a reading of the account. */
function secondAt(us: number, isFirst: boolean): readonly RecordedEvent[] {
  const isReading = isFirst || us % RECONCILE_EVERY_US === 0;
  const bodies = isReading ? [RECONCILE, HEALTHY_HOST, SECOND] : [HEALTHY_HOST, SECOND];
  return bodies.map((body) => ({ us, body, session: null }));
}

/**
 * `events` with the core's timers and a healthy host sample at every whole second they span. A silence of more than a
 * minute has a minute of seconds and then none up to the next event.
 */
export function* withSeconds(events: Iterable<RecordedEvent>): Generator<RecordedEvent> {
  let lastUs: number | null = null;
  let nextUs = 0;
  for (const event of events) {
    if (lastUs === null) nextUs = Math.ceil(event.us / SECOND_US) * SECOND_US;
    else {
      const until = Math.min(event.us, lastUs + SILENCE_US);
      for (; nextUs <= until; nextUs += SECOND_US) yield* secondAt(nextUs, false);
      const resumesUs = Math.floor(event.us / SECOND_US) * SECOND_US;
      if (nextUs <= resumesUs) {
        yield* secondAt(resumesUs, true);
        nextUs = resumesUs + SECOND_US;
      }
    }
    lastUs = event.us;
    yield event;
  }
}

/** True when the step from `fromUs` to `toUs` jumps over a hole of the recording. */
export function isSilence(fromUs: number, toUs: number): boolean {
  return toUs - fromUs > SILENCE_US;
}
