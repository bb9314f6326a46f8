// Journey of the host's health sample: kept for the gate, told when it turns bad.
import type { Effect } from '../effect.ts';
import type { World } from '../world.ts';
import type { EventOf } from './event-of.ts';

/** F92: told from here on, and from the second figure on nothing enters (checks/loop-delay.ts). */
export const LOOP_ALARM_MS = 250;
export const LOOP_BLOCK_MS = 2_000;
/** F86: below this nothing enters (checks/disk.ts). */
const DISK_BYTES = 1_000_000_000;

/** True below the bound, and where it cannot be read. */
export function isDiskLow(bytes: number | null): boolean {
  return bytes === null || bytes < DISK_BYTES;
}

/** Keeps the sample; a change for the worse is an alarm. */
export function onHost(world: World, event: EventOf<'host'>, out: Effect[]): void {
  const before = world.host;
  const { storeHealthy, loopDelayMs, freeDiskBytes, watchdogAlive } = event;
  world.host = { storeHealthy, loopDelayMs, freeDiskBytes, watchdogAlive };
  const worse = (code: string, text: string): void => {
    out.push({ kind: 'alarm', severity: 'critical', code, text });
  };
  if (!storeHealthy && before?.storeHealthy !== false)
    worse('store-down', 'the database does not accept writes: entries are blocked');
  const crossed = (limit: number): boolean =>
    loopDelayMs >= limit && (before === null || before.loopDelayMs < limit);
  if (crossed(LOOP_ALARM_MS) && loopDelayMs < LOOP_BLOCK_MS)
    out.push({
      ...{ kind: 'alarm', severity: 'warning', code: 'loop-delay' },
      text: `the engine's event loop stood still for ${Math.round(loopDelayMs)} ms: nothing is blocked`,
    });
  if (crossed(LOOP_BLOCK_MS))
    worse('loop-blocked', `the engine stood still for ${Math.round(loopDelayMs)} ms: entries wait`);
  if (isDiskLow(freeDiskBytes) && (before === null || !isDiskLow(before.freeDiskBytes)))
    worse('disk-low', 'less than 1 GB of disk is free, or it cannot be read: entries are blocked');
  if (!watchdogAlive && before?.watchdogAlive === true)
    worse('watchdog-gone', 'the watchdog is not connected: entries are blocked');
}
